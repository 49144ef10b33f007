// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import Synchronization
import TestServices
import Testing

/// Makes the seeds of what services answer a signer anew:
///
///     MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter SigningAnswerSeeds
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["MODEL_SIGNING_MAKE_SEEDS"] != nil,
        "set MODEL_SIGNING_MAKE_SEEDS to make the seeds of the fuzzers anew: Fuzz/make-seeds.sh"
    )
)
struct SigningAnswerSeeds {
    @Test func `makes answers of certificate authorities`() async throws {
        let folder = "Seeds/signingcertificate"
        let embedded = try #require(try await answers(.rekorV2).first { $0.path == "/api/v2/signingCert" }).body
        try write(embedded, "\(folder)/good-embedded.json")
        let detached = try #require(
            try await answers(.rekorV2, isDetached: true).first { $0.path == "/api/v2/signingCert" }
        ).body
        try write(detached, "\(folder)/good-detached.json")
        let text = String(decoding: detached, as: UTF8.self)
        try write(Array(embedded.dropLast(40)), "\(folder)/cut.json")
        try write(
            Array(text.replacing("signedCertificateDetachedSct", with: "signedCertificate").utf8),
            "\(folder)/no-form.json"
        )
        try write(
            Array(text.replacing("\"certificates\":[", with: "\"certificates\":[1,").utf8),
            "\(folder)/number.json"
        )
        try write(Array(text.replacing("Timestamp\":\"", with: "Timestamp\":\"AAAA").utf8), "\(folder)/timestamp.json")
    }

    @Test func `makes answers of logs`() async throws {
        for (log, path, name) in [
            (TestEntry.Log.rekorV1, "/api/v1/log/entries", "v1"), (.rekorV2, "/api/v2/log/entries", "v2"),
        ] {
            let body = try #require(try await answers(log).first { $0.path == path }).body
            try write(body, "Seeds/rekoranswer/good-\(name).json")
            try write(Array(body.dropLast(1)), "Seeds/rekoranswer/cut-\(name).json")
            let text = String(decoding: body, as: UTF8.self)
            let index = log == .rekorV1 ? "\"logIndex\":" : "\"logIndex\":\""
            try write(Array(text.replacing(index, with: index + "-").utf8), "Seeds/rekoranswer/negative-\(name).json")
        }
    }

    @Test func `makes tiles`() throws {
        let hashes = (0..<5).flatMap { TestDigest.sha256.hash([0, UInt8($0)]) }
        try write([4] + hashes, "Seeds/logtile/good-hashes")
        try write([255] + (0..<256).flatMap { _ in hashes.prefix(32) }, "Seeds/logtile/good-full")
        try write([2, 0, 0, 0, 1, 7, 0, 2, 8, 9], "Seeds/logtile/good-entries")
        try write([4] + hashes.dropLast(), "Seeds/logtile/short")
        try write([1, 0, 0, 0, 2, 7], "Seeds/logtile/entry-cut")
        try write([0, 255, 255, 1], "Seeds/logtile/long-entry")
    }

    /// What the services answer while something is signed.
    private func answers(_ log: TestEntry.Log, isDetached: Bool = false) async throws -> [Answers.Answer] {
        let desk = try TestSigstoreDesk()
        desk.detachesSCT = isDetached
        let answers = Answers(desk)
        let signer = KeylessSigner(
            trustedRoot: try TrustedRoot(parsing: desk.trustedRoot().written),
            signingConfig: try SigningConfig(parsing: desk.signingConfig([log]).written),
            client: WebClient(answers),
            now: { desk.now },
            identity: {
                try IdentityToken(parsing: desk.token(.email("fuzz@example.com")).text, now: desk.now)
            }
        )
        let digest = try #require(ArtifactDigest(.sha256, bytes: TestDigest.sha256.hash(Array("fuzz\n".utf8))))
        _ = try await signer.signature(ofArtifact: digest)
        return answers.all
    }

    /// Passes requests on, and keeps what was answered.
    private final class Answers: Transport {
        typealias Answer = (path: String, body: [UInt8])
        private let desk: TestSigstoreDesk
        private let state = Mutex<[Answer]>([])

        init(_ desk: TestSigstoreDesk) { self.desk = desk }

        var all: [Answer] { state.withLock { $0 } }

        func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
            let reply = try await desk.exchange(request, body: body, limits: limits)
            state.withLock { $0.append((request.path ?? "", reply.body)) }
            return reply
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = FuzzSeed.folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
