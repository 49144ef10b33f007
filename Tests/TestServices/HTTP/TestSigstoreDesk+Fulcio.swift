// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

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
    func answerAsFulcio(_ call: TestServiceCall) throws -> TestHTTPResponse {
        switch (call.request.method, call.request.path) {
        case ("POST", "/api/v2/signingCert"): try certify(call)
        case ("GET", "/api/v2/trustBundle"): trustBundle
        case ("GET", "/api/v2/configuration"): configuration(call)
        default: .refusal(grpc: 12, "Method Not Allowed")
        }
    }

    /// What a client asks with, in either form.
    private struct SigningRequest: Decodable {
        struct Credentials: Decodable { let oidcIdentityToken: String? }
        struct PublicKeyRequest: Decodable {
            struct Key: Decodable { let content: String }
            let publicKey: Key?
            let proofOfPossession: Data?
        }
        let credentials: Credentials?
        /// PKCS#10 as PEM.
        let certificateSigningRequest: Data?
        let publicKeyRequest: PublicKeyRequest?
    }

    /// Why a client gets no certificate.
    private struct Refusal: Error { let reason: String }

    /// `POST /api/v2/signingCert`.
    private func certify(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let (scheme, header) = ("Bearer ", call.request.headers["authorization"] ?? "")
        let request = try JSONDecoder().decode(SigningRequest.self, from: Data(call.request.body))
        let token =
            request.credentials?.oidcIdentityToken
            ?? (header.hasPrefix(scheme) ? String(header.dropFirst(scheme.count)) : "")
        do {
            let principal = try Self.authenticate(token, call)
            let key = try Self.provenKey(of: request, principal)
            return try issue(key, principal, call)
        } catch let error as Refusal {
            return .refusal(grpc: 3, error.reason)
        }
    }

    /// Fulcio does not tell clients what is wrong with a token.
    private static func authenticate(_ token: String, _ call: TestServiceCall) throws(Refusal) -> TestPrincipal {
        do {
            return try TestIdentityClaims(verifying: token, from: call.url, audience: "sigstore", at: call.date)
                .principal()
        } catch {
            throw Refusal(reason: "There was an error processing the identity token")
        }
    }

    /// The key that is to be certified, once the client has shown that it has its private half.
    private static func provenKey(of request: SigningRequest, _ principal: TestPrincipal) throws(Refusal) -> PublicKey {
        let key: PublicKey
        let isProven: Bool
        if let pem = request.certificateSigningRequest, !pem.isEmpty {
            let certificateRequest: CertificateSigningRequest
            do {
                let document = try PEMDocument(pemString: String(decoding: pem, as: UTF8.self))
                certificateRequest = try CertificateSigningRequest(derEncoded: document.derBytes)
                key = try PublicKey(certificateRequest.publicKey)
            } catch {
                throw Refusal(reason: "The certificate signing request could not be parsed")
            }
            isProven = certificateRequest.publicKey.isValidSignature(
                certificateRequest.signature,
                for: certificateRequest
            )
        } else {
            do {
                key = try PublicKey(pem: Array((request.publicKeyRequest?.publicKey?.content ?? "").utf8))
            } catch {
                throw Refusal(reason: "The public key supplied in the request could not be parsed")
            }
            let proof = Array(request.publicKeyRequest?.proofOfPossession ?? Data())
            isProven = key.isValidSignature(proof, for: Array(principal.proofSubject.utf8))
        }
        guard isSecure(key) else { throw Refusal(reason: "The public key supplied in the request is insecure") }
        guard isProven else {
            throw Refusal(reason: "The signature supplied in the request could not be verified")
        }
        return key
    }

    /// The keys that Fulcio takes unless it is told otherwise.
    private static func isSecure(_ key: PublicKey) -> Bool {
        if let size = key.modulusByteCount {
            return key.algorithm == .rsaPKCS1SHA256 && [256, 384, 512].contains(size)
        }
        return [.ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512, .ed25519].contains(key.algorithm)
    }

    private func issue(
        _ requested: PublicKey,
        _ principal: TestPrincipal,
        _ call: TestServiceCall
    ) throws -> TestHTTPResponse {
        let instance = call.fault == .otherAuthority ? try other(at: call.date) : instance
        let (authority, logs) = (instance.authorities[0], instance.recipe.certificateLogs)
        let key =
            switch call.fault {
            case .otherKey, .otherRequest: try TestKey(.p256, named: "other client").subjectPublicKeyInfo()
            default: requested.derSPKI
            }
        var leaf = leaf(for: principal, call)
        let isDetached = detachesSCT
        let timestamp = leaf.timestamps.first
        if isDetached { leaf.timestamps = [] }
        let identifier = Array(TestDigest.sha256.hash(key).prefix(20))
        let certificate = try authority.certify(key, named: identifier, leaf, logs: logs)
        var answer: TestJSON = ["chain": Self.pems([certificate] + authority.chain.certificates.reversed())]
        if isDetached, let timestamp {
            answer["signedCertificateTimestamp"] = .bytes(try timestamp.detached(over: certificate, by: logs).written)
        }
        return TestHTTPResponse([isDetached ? "signedCertificateDetachedSct" : "signedCertificateEmbeddedSct": answer])
    }

    private func leaf(for principal: TestPrincipal, _ call: TestServiceCall) -> TestLeaf {
        var leaf = TestLeaf()
        leaf.names = [principal.name]
        (leaf.issuer, leaf.issuerV1, leaf.fulcio) = (principal.issuer, principal.issuer, [24: principal.tokenSubject])
        (leaf.notBefore, leaf.notAfter) = (call.date, call.date + 600)
        let number = state.withLock { state in
            state.certificateCount += 1
            return state.certificateCount
        }
        leaf.serialNumber = TestX509.serialNumber("\(call.date.timeIntervalSince1970) \(number)")
        leaf.timestamps[0].date = call.date
        switch call.fault {
        case .otherIdentity, .otherRequest: leaf.names = [.email("other@example.com")]
        case .otherIssuer: (leaf.issuer, leaf.issuerV1) = ("https://other.example", "https://other.example")
        case .expiredCertificate:
            (leaf.notBefore, leaf.notAfter) = (call.date - 1200, call.date - 600)
            leaf.timestamps[0].date = call.date - 1200
        case .withoutSCT: leaf.timestamps = []
        case .wrongSCT: leaf.timestamps[0].coversOtherCertificate = true
        case .otherLog:
            let key = TestKey(.p256, named: "other-ct")
            (leaf.timestamps[0].key, leaf.timestamps[0].logID) = (key, try? key.keyID())
        default: break
        }
        return leaf
    }

    /// `GET /api/v2/trustBundle`.
    private var trustBundle: TestHTTPResponse {
        TestHTTPResponse([
            "chains": .array(instance.authorities.map { Self.pems($0.chain.certificates.reversed()) })
        ])
    }

    /// `GET /api/v2/configuration`.
    private func configuration(_ call: TestServiceCall) -> TestHTTPResponse {
        let issuer: TestJSON = [
            "issuerUrl": .string(call.url), "audience": "sigstore", "challengeClaim": "email",
            "spiffeTrustDomain": "", "issuerType": "email",
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
