// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreBundle
import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreVerification
import TestServices
import Testing

@testable import SigstoreClient

@Suite struct FulcioClientTests {
    private func client(_ scene: SigningScene) throws -> FulcioClient {
        FulcioClient(try #require(URL(string: TestSigstoreDesk.url)), client: scene.client)
    }

    @Test(arguments: KeyProof.allCases)
    func `a key is certified by either proof`(_ proof: KeyProof) async throws {
        let (scene, key) = (try SigningScene(), try EphemeralKey())
        let issued = try await client(scene).certify(key, for: scene.token(), proof: proof)
        #expect(try issued.certificate.publicKey() == key.publicKey)
        #expect(issued.certificate.subjectAlternativeNames == [SigningScene.address] && issued.timestamp == nil)
        try await SigningCheck(scene.trustedRoot()).certificate(issued.certificate, timestamp: issued.timestamp)
    }

    @Test(arguments: KeyProof.allCases)
    func `a certificate for another key is refused, by either proof`(_ proof: KeyProof) async throws {
        let scene = try SigningScene()
        scene.desk.fail(.fulcio, .otherKey)
        await expect(.untrustedCertificate) {
            try await client(scene).certify(EphemeralKey(), for: scene.token(), proof: proof)
        }
    }

    @Test(arguments: KeyProof.allCases)
    func `a log's promise may stand beside the certificate`(_ proof: KeyProof) async throws {
        let scene = try SigningScene()
        scene.desk.detachesSCT = true
        let issued = try await client(scene).certify(EphemeralKey(), for: scene.token(), proof: proof)
        #expect(issued.timestamp != nil)
        #expect(try issued.certificate.signedCertificateTimestamps().isEmpty)
        let check = SigningCheck(try scene.trustedRoot())
        try await check.certificate(issued.certificate, timestamp: issued.timestamp)
        let error = await #expect(throws: BundleVerificationError.self) {
            try await check.certificate(issued.certificate, timestamp: nil)
        }
        #expect(error?.code == .missingCertificateTimestamp)
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `a promise that no bundle has room for is taken when nobody wants to see it`(_ log: TestEntry.Log) async throws
    {
        var scene = try SigningScene(log)
        scene.desk.detachesSCT = true
        let refusal = await scene.expectRefused(.untrustedCertificate)
        #expect(refusal?.cause == nil)
        scene.certificateLogs = .notRequired
        let signature = try await scene.sign()
        try await scene.expectVerified(signature, policy: SigstorePolicy(certificateLogs: .notRequired))
        let error = await #expect(throws: BundleVerificationError.self) {
            try await scene.verifier().verify(signature.bundle, of: SignedArtifact(SigningScene.artifact))
        }
        #expect(error?.code == .missingCertificateTimestamp)
    }

    @Test(arguments: [TestServiceFault.wrongSCT, .otherLog])
    func `a promise beside the certificate is verified as one within`(_ fault: TestServiceFault) async throws {
        let scene = try SigningScene()
        scene.desk.detachesSCT = true
        scene.desk.fail(.fulcio, fault)
        let error = await scene.expectRefused(.untrustedCertificate)
        let code = (error?.cause as? BundleVerificationError)?.code
        #expect(code == (fault == .wrongSCT ? .invalidCertificateTimestamp : .missingCertificateTimestamp))
    }

    @Test func `of two forms of an answer, one is expected`() async throws {
        let desk = try SigningScene().desk
        for isDetached in [false, true] {
            var scene = try SigningScene()
            scene.desk.detachesSCT = isDetached
            let copy = scene.desk
            scene.transport = AnsweringTransport { request, body in
                let reply = try await copy.exchange(request, body: body, limits: ExchangeLimits())
                guard request.path?.hasSuffix("signingCert") == true else { return reply }
                let text = String(decoding: reply.body, as: UTF8.self)
                    .replacing("signedCertificateEmbeddedSct\":", with: "signedCertificateDetachedSct\":")
                let both = "{\"signedCertificateEmbeddedSct\":{\"chain\":{\"certificates\":[]}},"
                let body = isDetached ? both + text.dropFirst() : text
                return Reply(status: reply.status, fields: reply.fields, body: Array(body.utf8))
            }
            await scene.expectRefused(.malformedAnswer)
        }
        #expect(desk.answers.isEmpty)
    }

    // MARK: Secrets.

    /// An authority that puts the token, which it was sent, into an answer.
    private func echoing(_ answer: @escaping @Sendable (_ token: String) -> Reply) throws -> SigningScene {
        var scene = try SigningScene()
        scene.transport = AnsweringTransport { request, _ in
            answer(String(request.headerFields[.authorization]?.dropFirst("Bearer ".count) ?? ""))
        }
        return scene
    }

    @Test func `an authority that repeats the token is not quoted in full`() async throws {
        let texts: [@Sendable (String) -> String] = [
            { #"{"code":16,"message":"the token \#($0) is no good"}"# },
            { #"{"error":"\#($0.dropFirst(9).dropLast(9))"}"# },
            { #"{"message":"\#($0.prefix(40)) and \#($0.suffix(60))"}"# },
            { #"{"message":"\#($0.split(separator: ".").joined(separator: " . "))"}"# },
            { #"{"message":"\#(String(repeating: "x", count: 290))\#($0)"}"# },
            { "{\"message\":\"" + $0.unicodeScalars.map { "\\u00" + String($0.value, radix: 16) }.joined() + "\"}" },
        ]
        for text in texts {
            for status in [HTTPResponse.Status.badRequest, .unauthorized, .internalServerError] {
                let scene = try echoing { Reply(status: status, body: Array(text($0).utf8)) }
                let code = status == .internalServerError ? SigstoreClientError.Code.serviceFailed : .serviceRefused
                let error = await scene.expectRefused(code)
                #expect(error?.description.contains("\(status.code)") == true)
            }
            let plain = try echoing {
                Reply(status: .badRequest, fields: [.contentType: "text/plain"], body: Array(text($0).utf8))
            }
            await plain.expectRefused(.serviceRefused)
        }
    }

    @Test func `nor where it is in an answer that cannot be read`() async throws {
        let texts: [@Sendable (String) -> String] = [
            { #"{"\#($0)":1,"\#($0)":2}"# },
            { #"{"\#($0.suffix(100))":1,"\#($0.suffix(100))":2}"# },
            { #"{"signedCertificateEmbeddedSct":"\#($0)"}"# },
            { #"{"signedCertificateDetachedSct":{"signedCertificateTimestamp":"\#($0)"}}"# },
            { #"{"signedCertificateEmbeddedSct":{"chain":{"certificates":["\#($0)"]}}}"# },
        ]
        for text in texts {
            let scene = try echoing { Reply(status: .ok, body: Array(text($0).utf8)) }
            await scene.expectRefused(.malformedAnswer)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `an explanation of megabytes is not looked through`() async throws {
        let scene = try echoing { token in
            let text = String(repeating: "\(token) ", count: (8 << 20) / (token.utf8.count + 1))
            return Reply(status: .badRequest, body: Array("{\"message\":\"\(text)\"}".utf8))
        }
        let error = await scene.expectRefused(.serviceRefused)
        #expect(error.map { $0.description.utf8.count < 2000 } == true)
    }

    @Test func `an answer that is too long is none`() async throws {
        var scene = try SigningScene()
        scene.transport = TooLongTransport()
        await scene.expectRefused(.serviceUnreachable)
    }

    /// A transport whose replies are as long as their limit and a byte.
    private struct TooLongTransport: Transport {
        func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
            guard limits.maximumByteCount <= 16 << 20 else { return Reply(status: .ok) }
            throw TransportError(.tooLong, "the reply has \(limits.maximumByteCount + 1) bytes")
        }
    }
}
