// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Fulcio's API, v2.
extension TestSigstoreDesk {
    /// What a client asks with, in either form.
    private struct SigningRequest: Decodable {
        struct PublicKeyRequest: Decodable {
            struct Key: Decodable { let content: String }
            let publicKey: Key
            let proofOfPossession: Data
        }
        /// PKCS#10 as PEM.
        let certificateSigningRequest: Data?
        let publicKeyRequest: PublicKeyRequest?
    }

    /// `POST /api/v2/signingCert`.
    func certify(_ request: TestHTTPRequest) throws -> TestHTTPResponse {
        let scheme = "Bearer "
        guard let header = request.headers["authorization"], header.hasPrefix(scheme) else {
            return .refusal(401, "no token")
        }
        let token = try TestIdentityToken(parsing: String(header.dropFirst(scheme.count)))
        guard token.isValid(at: now), token.issuer == provider(askedBy: request) else {
            return .refusal(401, "the token is of another provider, for another audience or of another time")
        }
        let key = try Self.provenKey(of: JSONDecoder().decode(SigningRequest.self, from: Data(request.body)), token)
        let authority = instance.authorities[0]
        let certificate = try authority.certify(
            key.derSPKI,
            named: Array(TestDigest.sha256.hash(key.derSPKI).prefix(20)),
            leaf(for: token, key),
            logs: instance.recipe.certificateLogs
        )
        return TestHTTPResponse([
            "signedCertificateEmbeddedSct": [
                "chain": Self.pems([certificate] + authority.chain.certificates.reversed())
            ]
        ])
    }

    private func leaf(for token: TestIdentityToken, _ key: PublicKey) -> TestLeaf {
        var leaf = TestLeaf()
        leaf.names = [token.email.map { .email($0) } ?? .uri(token.subject)]
        (leaf.issuer, leaf.issuerV1, leaf.fulcio) = (token.issuer, token.issuer, [:])
        (leaf.notBefore, leaf.notAfter) = (now, now + 600)
        leaf.serialNumber = TestX509.serialNumber("\(token.text) \(key.keyID)")
        leaf.timestamps[0].date = now
        return leaf
    }

    /// The key that is to be certified, once the client has shown that it has its private half.
    private static func provenKey(of request: SigningRequest, _ token: TestIdentityToken) throws -> PublicKey {
        if let pem = request.certificateSigningRequest {
            let document = try PEMDocument(pemString: String(decoding: pem, as: UTF8.self))
            let csr = try CertificateSigningRequest(derEncoded: document.derBytes)
            guard csr.publicKey.isValidSignature(csr.signature, for: csr) else {
                throw TestServiceError("the signing request is not signed by its own key")
            }
            return try PublicKey(csr.publicKey)
        }
        guard let request = request.publicKeyRequest else { throw TestServiceError("no key") }
        let key = try PublicKey(pem: Array(request.publicKey.content.utf8))
        guard key.isValidSignature(Array(request.proofOfPossession), for: Array(token.name.utf8)) else {
            throw TestServiceError("the proof of possession is not by the key over the token's subject")
        }
        return key
    }

    /// `GET /api/v2/trustBundle`.
    var trustBundle: TestHTTPResponse {
        TestHTTPResponse([
            "chains": .array(instance.authorities.map { Self.pems($0.chain.certificates.reversed()) })
        ])
    }

    /// `GET /api/v2/configuration`.
    func configuration(_ request: TestHTTPRequest) -> TestHTTPResponse {
        let issuer: TestJSON = [
            "issuerUrl": .string(provider(askedBy: request)), "audience": "sigstore", "challengeClaim": "email",
            "spiffeTrustDomain": "",
        ]
        return TestHTTPResponse(["issuers": [issuer]])
    }

    /// A `CertificateChain` of Fulcio's.
    private static func pems(_ certificates: [[UInt8]]) -> TestJSON {
        ["certificates": .array(certificates.map { .string(TestText.pem("CERTIFICATE", $0)) })]
    }
}

extension PublicKey {
    init(_ key: Certificate.PublicKey) throws {
        try self.init(pem: Array(key.serializeAsPEM().pemString.utf8))
    }
}
