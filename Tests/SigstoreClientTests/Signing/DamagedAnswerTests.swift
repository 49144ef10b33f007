// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import TestServices
import Testing

/// Answers that were damaged on their way: whatever comes of one, it is no signature that others refuse.
@Suite struct DamagedAnswerTests {
    /// Where a service's answers are damaged.
    struct Place: Sendable, CustomTestStringConvertible {
        let log: TestEntry.Log
        let path: String
        /// Whether the client must be told that its entry is there already.
        var isFetched = false

        var testDescription: String { "\(log) \(path)\(isFetched ? " fetched" : "")" }

        static let all = [
            Place(log: .rekorV2, path: "/api/v2/signingCert"), Place(log: .rekorV2, path: "/api/v1/timestamp"),
            Place(log: .rekorV1, path: "/api/v1/log/entries"), Place(log: .rekorV2, path: "/api/v2/log/entries"),
            Place(log: .rekorV1, path: "/api/v1/log/entries/", isFetched: true),
            Place(log: .rekorV2, path: "/api/v2/checkpoint", isFetched: true),
            Place(log: .rekorV2, path: "/api/v2/tile/", isFetched: true),
        ]
    }

    /// Signs while one answer is damaged, with services that others have used before.
    private func sign(
        _ place: Place,
        at scene: SigningScene,
        damaging damage: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) async throws {
        var scene = scene
        let desk = scene.desk
        scene.transport = AnsweringTransport { request, body in
            let reply = try await desk.exchange(request, body: body, limits: ExchangeLimits())
            guard let path = request.path,
                place.path.hasSuffix("/") ? path.hasPrefix(place.path) : path == place.path,
                reply.status.kind == .successful
            else { return reply }
            return Reply(status: reply.status, fields: reply.fields, body: damage(reply.body))
        }
        if place.isFetched { desk.fail(place.log == .rekorV1 ? .rekorV1 : .rekorV2, .lost, times: 1) }
        let signature: KeylessSignature
        do {
            signature = try await scene.sign()
        } catch let error as SigstoreClientError {
            scene.tokens.expectNone(in: error)
            let codes: Set<SigstoreClientError.Code> = [
                .malformedAnswer, .untrustedCertificate, .untrustedTimestamp, .untrustedLogEntry, .clocksDisagree,
                .serviceRefused,
            ]
            #expect(codes.contains(error.code), "\(error)")
            return
        }
        try await scene.expectVerified(signature)
    }

    @Test(arguments: Place.all)
    func `an answer that is cut short makes no bad signature`(_ place: Place) async throws {
        let scene = try SigningScene(place.log)
        for step in 0..<10 {
            try await sign(place, at: scene) { bytes in Array(bytes.prefix(bytes.count * step / 10)) }
        }
        try await sign(place, at: scene) { Array($0.dropLast()) }
        try await sign(place, at: scene) { $0 + [0] }
    }

    @Test(arguments: Place.all)
    func `a bit that is turned makes no bad signature`(_ place: Place) async throws {
        let scene = try SigningScene(place.log)
        var generator = SeededGenerator(6)
        for _ in 0..<24 {
            let position = UInt.random(in: 0..<1 << 30, using: &generator)
            let bit = Int.random(in: 0..<8, using: &generator)
            try await sign(place, at: scene) { bytes in
                var bytes = bytes
                guard !bytes.isEmpty else { return bytes }
                bytes[Int(position % UInt(bytes.count))] ^= 1 << bit
                return bytes
            }
        }
    }
}
