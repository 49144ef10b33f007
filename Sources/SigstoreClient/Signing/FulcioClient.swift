// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import HTTPTransport
import SignatureKeys
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Asks a certificate authority to certify a key for the holder of an identity token.
/// - SeeAlso: fulcio.proto, `CreateSigningCertificate`; Fulcio specification §"Certificate issuance".
struct FulcioClient: Sendable {
    private static let path = "api/v2/signingCert"

    let service: SigstoreService

    init(_ url: URL, client: WebClient) {
        service = SigstoreService(kind: .certificateAuthority, url: url, client: client)
    }

    /// Has a key certified.
    ///
    /// Sent again after a failure: the authority then issues two certificates, of which one is used.
    /// - Throws: `malformedAnswer`, `untrustedCertificate` when the certificate is for another key; and as
    ///   ``SigstoreService/post(_:contentType:to:token:accepting:)``.
    func certify(_ key: some SigningKey, for token: IdentityToken, proof: KeyProof) async throws -> IssuedCertificate {
        let body = try await Self.request(key, token, proof)
        let reply = try await service.post(
            body,
            contentType: "application/json",
            to: Self.path,
            token: token.bearer
        )
        let issued = try read(reply)
        guard (try? issued.certificate.publicKey()) == key.publicKey else {
            throw SigstoreClientError(
                .untrustedCertificate,
                "\(service.name) answered with a certificate for another key than the one that was sent"
            )
        }
        return issued
    }

    /// `CreateSigningCertificateRequest`; the token goes into the header.
    private static func request(_ key: some SigningKey, _ token: IdentityToken, _ proof: KeyProof) async throws
        -> [UInt8]
    {
        let json: JSONValue
        switch proof {
        case .ofPossession:
            let signature = try await key.signature(for: Array(token.proofSubject.utf8))
            json = .object([
                "publicKeyRequest": .object([
                    "publicKey": .object([
                        "algorithm": .string(key.publicKey.algorithm.fulcioName),
                        "content": .string(key.publicKey.pem),
                    ]),
                    "proofOfPossession": .string(Base64.encode(signature)),
                ])
            ])
        case .signingRequest:
            let pem = pemText(label: "CERTIFICATE REQUEST", der: try await CertificationRequest(signedBy: key).der)
            json = .object(["certificateSigningRequest": .string(Base64.encode(Array(pem.utf8)))])
        }
        return json.serialized()
    }

    private func read(_ reply: Reply) throws(SigstoreClientError) -> IssuedCertificate {
        do {
            return try IssuedCertificate(parsing: reply.body)
        } catch {
            throw service.malformed("a signing certificate", cause: error)
        }
    }
}

extension SignatureAlgorithm {
    /// fulcio.proto, `PublicKeyAlgorithm`.
    fileprivate var fulcioName: String {
        switch self {
        case .ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512: "ECDSA"
        case .ed25519: "ED25519"
        case .rsaPSSSHA256: "RSA_PSS"
        case .rsaPKCS1SHA256, .mlDSA65, .mlDSA87: "PUBLIC_KEY_ALGORITHM_UNSPECIFIED"
        }
    }
}
