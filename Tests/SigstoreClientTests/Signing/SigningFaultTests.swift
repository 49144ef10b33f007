// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import SigstoreVerification
import TestServices
import Testing

/// A service that fails in one way, and what comes of it.
struct SigningFault: Sendable, CustomTestStringConvertible {
    let service: TestService
    let fault: TestServiceFault
    /// Nil where the signature is good all the same.
    let code: SigstoreClientError.Code?

    var testDescription: String { "\(service.rawValue)=\(fault.name)" }

    static let services: [TestService] = [.fulcio, .rekorV1, .rekorV2, .timestamps]

    static let all = services.flatMap { service in
        TestServiceFault.all(for: service).map {
            SigningFault(service: service, fault: $0, code: code(service, $0))
        }
    }

    private static func code(_ service: TestService, _ fault: TestServiceFault) -> SigstoreClientError.Code? {
        switch (service, fault) {
        // Any service.
        case (_, .down), (_, .silent), (_, .truncated), (_, .endless), (_, .redirect), (_, .lost):
            .serviceUnreachable
        case (_, .status(400, _)): .serviceRefused
        case (_, .status): .serviceFailed
        case (_, .garbage), (_, .empty): .malformedAnswer
        // A token is ten minutes old, or will be, by the authority's clock; other clocks contradict the certificate.
        case (.fulcio, .clock): .serviceRefused
        case (_, .clock), (.fulcio, .expiredCertificate): .clocksDisagree
        case (.fulcio, _): .untrustedCertificate
        case (.timestamps, .rejected): .serviceRefused
        case (.timestamps, _): .untrustedTimestamp
        case (.rekorV1, .withoutProof): .malformedAnswer
        // What the log promises is not needed where its tree and a timestamp authority say the same.
        case (.rekorV1, .withoutPromise): nil
        default: .untrustedLogEntry
        }
    }
}

@Suite struct SigningFaultTests {
    private static func scene(_ service: TestService) throws -> SigningScene {
        try SigningScene(service == .rekorV1 ? .rekorV1 : .rekorV2)
    }

    @Test(arguments: SigningFault.all)
    func `a service that fails is told from others, and nothing is signed`(_ item: SigningFault) async throws {
        let scene = try Self.scene(item.service)
        scene.desk.fail(item.service, item.fault)
        guard let code = item.code else {
            try await scene.expectVerified(scene.sign())
            return
        }
        let error = await scene.expectRefused(code)
        let name =
            switch item.service {
            case .fulcio: "certificate authority"
            case .timestamps: "timestamp authority"
            default: "transparency log"
            }
        #expect(error?.message.contains(name) == true, "\(error?.description ?? "")")
        // Logs keep for ever what they get: nothing that lacks something else.
        if [.fulcio, .timestamps].contains(item.service) {
            #expect(!scene.desk.answers.contains { $0.contains("/log/entries") })
        }
    }

    @Test(arguments: SigningFault.all.filter { $0.service != .fulcio })
    func `it is the same for an envelope`(_ item: SigningFault) async throws {
        let scene = try Self.scene(item.service)
        scene.desk.fail(item.service, item.fault)
        let signer = try scene.signer()
        do {
            let bundle = try await signer.sign(Array("payload".utf8), type: "text/plain")
            #expect(item.code == nil)
            _ = try await scene.verifier().verify(bundle)
        } catch let error as SigstoreClientError {
            #expect(error.code == item.code, "\(error)")
            scene.tokens.expectNone(in: error)
        }
    }

    @Test(arguments: SigningFault.services, [1, 2, 3])
    func `a service that recovers is asked again`(_ service: TestService, _ times: Int) async throws {
        for fault in [TestServiceFault.status(503), .status(429, retryAfter: 2), .down, .lost] {
            let scene = try Self.scene(service)
            scene.desk.fail(service, fault, times: times)
            try await scene.expectVerified(scene.sign())
            #expect(scene.clock.waits.count == times)
            if fault == .status(429, retryAfter: 2) { #expect(scene.clock.waits.allSatisfy { $0 == .seconds(2) }) }
        }
    }

    @Test(arguments: SigningFault.services)
    func `a service that stays down is asked four times`(_ service: TestService) async throws {
        let scene = try Self.scene(service)
        scene.desk.fail(service, .status(503))
        await scene.expectRefused(.serviceFailed)
        #expect(scene.clock.waits.count == 3)
        #expect(scene.desk.answers.count { $0.hasSuffix(" 503") } == 4)
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `an entry whose answer was lost is fetched, and logged once`(_ log: TestEntry.Log) async throws {
        let (service, path) = log == .rekorV1 ? (TestService.rekorV1, "/api/v1") : (.rekorV2, "/api/v2")
        let scene = try SigningScene(log)
        // Others have signed before: the log has some tiles that are not full.
        for _ in 0..<3 { _ = try await scene.sign() }
        scene.desk.forgetRequests()
        scene.desk.fail(service, .lost, times: 1)
        let signature = try await scene.sign()
        try await scene.expectVerified(signature)
        let posts = scene.desk.answers.filter { $0.hasPrefix("POST \(path)/log/entries") }
        #expect(posts == ["POST \(path)/log/entries -", "POST \(path)/log/entries 409"])
        let bodies = scene.desk.bodies(of: "\(path)/log/entries")
        #expect(bodies.count == 2 && bodies.first == bodies.last)
        let next = try await scene.sign()
        let (index, nextIndex) = try (#require(signature.logEntries.first).index, #require(next.logEntries.first).index)
        #expect(nextIndex == index + 1)
    }

    @Test func `a tile that the log has no more is the beginning of the full one`() async throws {
        var scene = try SigningScene(.rekorV2)
        for _ in 0..<3 { _ = try await scene.sign() }
        let (desk, partial) = (scene.desk, RequestPaths())
        scene.transport = AnsweringTransport { request, body in
            guard let path = request.path, path.hasPrefix("/api/v2/tile/") else {
                return try await desk.exchange(request, body: body, limits: ExchangeLimits())
            }
            guard !path.contains(".p/") else {
                partial.note(path)
                return Reply(status: .notFound)
            }
            // As if the log had grown since: with entries of no bytes, and hashes of zeros.
            var known = request
            known.path = partial.paths.last
            let reply = try await desk.exchange(known, body: body, limits: ExchangeLimits())
            let width = try #require(known.path?.split(separator: "/").last.flatMap { Int($0) })
            let length = path.contains("/entries/") ? 2 : 32
            let rest = [UInt8](repeating: 0, count: (256 - width) * length)
            return Reply(status: reply.status, fields: reply.fields, body: reply.body + rest)
        }
        scene.desk.fail(.rekorV2, .lost, times: 1)
        try await scene.expectVerified(scene.sign())
        #expect(partial.paths.count == 2)
    }

    @Test func `what is fetched is verified too`() async throws {
        // A log that answers 409 to everything, with somebody else's entry.
        for log in [TestEntry.Log.rekorV1, .rekorV2] {
            var scene = try SigningScene(log)
            let other = try await scene.sign()
            let desk = scene.desk
            let entry = try #require(other.bundle.verificationMaterial.transparencyLogEntries.first)
            let (name, index) = (Self.hex(TestDigest.sha256.hash([0] + entry.canonicalizedBody)), entry.logIndex)
            scene.transport = AnsweringTransport { request, body in
                guard request.method == .post, request.path?.hasSuffix("/log/entries") == true else {
                    return try await desk.exchange(request, body: body, limits: ExchangeLimits())
                }
                var fields: HTTPFields = [.location: "https://elsewhere.example/api/v1/log/entries/\(name)"]
                if let field = HTTPField.Name("X-Log-Index") { fields[field] = "\(index)" }
                return Reply(status: .conflict, fields: fields)
            }
            await scene.expectRefused(.untrustedLogEntry)
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `a conflict without a place of the entry is no answer`(_ log: TestEntry.Log) async throws {
        let places: [(String?, String?)] = [
            (nil, nil), ("", ""), ("/api/v1/log/entries/12", "-1"), ("/x/..", "9223372036854775808"),
            ("/" + String(repeating: "g", count: 64), "1e3"), ("/" + String(repeating: "0", count: 81), "0x10"),
            ("?" + String(repeating: "0", count: 64), "99999999999999999999"),
        ]
        for (location, index) in places {
            var scene = try SigningScene(log)
            let desk = scene.desk
            scene.transport = AnsweringTransport { request, body in
                guard request.method == .post, request.path?.hasSuffix("/log/entries") == true else {
                    return try await desk.exchange(request, body: body, limits: ExchangeLimits())
                }
                var fields: HTTPFields = [:]
                if let location { fields[.location] = location }
                if let index, let field = HTTPField.Name("X-Log-Index") { fields[field] = index }
                return Reply(status: .conflict, fields: fields)
            }
            await scene.expectRefused(.malformedAnswer)
            #expect(!scene.desk.answers.contains { $0.hasPrefix("GET /x") })
        }
    }

    @Test func `a log that never publishes the entry it has is asked some times, and fails`() async throws {
        var scene = try SigningScene(.rekorV2)
        let desk = scene.desk
        scene.transport = AnsweringTransport { request, body in
            guard request.method == .post, request.path?.hasSuffix("/log/entries") == true,
                let field = HTTPField.Name("X-Log-Index")
            else { return try await desk.exchange(request, body: body, limits: ExchangeLimits()) }
            return Reply(status: .conflict, fields: [field: "99999999999"])
        }
        await scene.expectRefused(.serviceFailed)
        #expect(scene.desk.answers.count { $0.hasSuffix("/checkpoint 200") } == 5)
    }

    @Test(arguments: [TestService.rekorV1, .timestamps])
    func `a certificate that expires while a service is slow is renewed once`(_ service: TestService) async throws {
        let scene = try SigningScene(.rekorV1)
        scene.desk.fail(service, .taking(700), times: 1)
        try await scene.expectVerified(scene.sign())
        #expect(scene.count("POST /api/v2/signingCert 200") == 2)
        // The token had expired as well.
        #expect(scene.tokens.count == 2)
    }

    @Test func `a token that is still good is used again for the second certificate`() async throws {
        var scene = try SigningScene(.rekorV1)
        scene.lifetime = 3600
        scene.desk.fail(.rekorV1, .taking(700), times: 1)
        try await scene.expectVerified(scene.sign())
        #expect(scene.tokens.count == 1)
    }

    @Test(arguments: [TestService.rekorV1, .timestamps])
    func `a second certificate that expires is the last`(_ service: TestService) async throws {
        let scene = try SigningScene(.rekorV1)
        scene.desk.fail(service, .taking(700), times: 2)
        let error = await scene.expectRefused(.expiredCertificate)
        #expect(error?.cause is SigstoreClientError)
        #expect(scene.count("POST /api/v2/signingCert 200") == 2)
    }

    @Test func `no certificate is renewed for other failures`() async throws {
        let scene = try SigningScene(.rekorV1)
        scene.desk.fail(.rekorV1, .badProof)
        await scene.expectRefused(.untrustedLogEntry)
        #expect(scene.count("POST /api/v2/signingCert 200") == 1)
    }

    @Test func `a token that expired before it is used is sent nowhere`() async throws {
        let scene = try SigningScene(.rekorV1)
        let token = try scene.token()
        scene.desk.advance(by: 600)
        let signer = try scene.signer { token }
        let error = await expect(.expiredToken) { try await signer.sign([], type: "text/plain") }
        if let error { scene.tokens.expectNone(in: error) }
        #expect(scene.desk.answers.isEmpty)
    }

    @Test(arguments: [-301.0, 901.0])
    func `a machine whose clock is off is told so`(_ ahead: TimeInterval) async throws {
        var scene = try SigningScene(.rekorV1)
        (scene.ahead, scene.lifetime) = (ahead, 3600)
        await scene.expectRefused(.clocksDisagree)
        #expect(!scene.desk.answers.contains { $0.contains("log/entries") })
    }

    @Test(arguments: [-299.0, 0, 601.0, 899.0])
    func `a few minutes do not matter, and are not blamed for what others do`(_ ahead: TimeInterval) async throws {
        var scene = try SigningScene(.rekorV1)
        (scene.ahead, scene.lifetime) = (ahead, 3600)
        try await scene.expectVerified(scene.sign())
        scene.desk.fail(.rekorV1, .badProof)
        await scene.expectRefused(.untrustedLogEntry)
    }

    @Test(arguments: [601, -601])
    func `an authority whose clock is off is told from a wrong token`(_ seconds: Int) async throws {
        var scene = try SigningScene(.rekorV1)
        scene.lifetime = 3600
        scene.desk.fail(.fulcio, .clock(seconds))
        await scene.expectRefused(.clocksDisagree)
    }

    @Test(arguments: [TestIdentity.uri("https://example.com/machine"), .workflow(SigningScene.workflow)])
    func `a certificate for somebody else is refused whatever kind of name it has`(_ identity: TestIdentity)
        async throws
    {
        for fault in [TestServiceFault.otherIdentity, .otherIssuer, .otherKey] {
            var scene = try SigningScene(.rekorV1)
            scene.identity = identity
            scene.desk.fail(.fulcio, fault)
            await scene.expectRefused(.untrustedCertificate)
        }
    }
}
