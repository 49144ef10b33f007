// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import SigstoreBundle
import SigstoreClient
import TestServices
import Testing

/// A signing configuration that cannot be used, in one point.
struct UnusableConfig: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let edit: Alteration<TestJSON>

    static let all = [
        UnusableConfig(testDescription: "no authority") { $0["caUrls"] = [] },
        UnusableConfig(testDescription: "no log") { $0["rekorTlogUrls"] = [] },
        UnusableConfig(testDescription: "an authority of version 2") {
            $0["caUrls"]?[0]?["majorApiVersion"] = .number("2")
        },
        UnusableConfig(testDescription: "a log of version 3") {
            $0["rekorTlogUrls"]?[0]?["majorApiVersion"] = .number("3")
        },
        UnusableConfig(testDescription: "a log of version 0") {
            $0["rekorTlogUrls"]?[0]?["majorApiVersion"] = .number("0")
        },
        UnusableConfig(testDescription: "timestamps of version 2") {
            $0["tsaUrls"]?[0]?["majorApiVersion"] = .number("2")
        },
        UnusableConfig(testDescription: "an authority that has ended") { $0["caUrls"]?[0]?["validFor"] = past },
        UnusableConfig(testDescription: "a log that has ended") { $0["rekorTlogUrls"]?[0]?["validFor"] = past },
        UnusableConfig(testDescription: "timestamps that have ended") { $0["tsaUrls"]?[0]?["validFor"] = past },
        UnusableConfig(testDescription: "an authority to come") { $0["caUrls"]?[0]?["validFor"] = future },
        UnusableConfig(testDescription: "a log to come") { $0["rekorTlogUrls"]?[0]?["validFor"] = future },
        UnusableConfig(testDescription: "timestamps to come") { $0["tsaUrls"]?[0]?["validFor"] = future },
        UnusableConfig(testDescription: "no word on how many logs") { $0["rekorTlogConfig"] = nil },
        UnusableConfig(testDescription: "no word on how many timestamps") { $0["tsaConfig"] = nil },
        UnusableConfig(testDescription: "more logs than there are") {
            $0["rekorTlogConfig"] = ["selector": "EXACT", "count": .number("2")]
        },
        UnusableConfig(testDescription: "more timestamps than there are") {
            $0["tsaConfig"] = ["selector": "EXACT", "count": .number("2")]
        },
    ]

    private static let past: TestJSON = ["start": "2020-01-01T00:00:00Z", "end": "2025-06-15T15:06:39Z"]
    private static let future: TestJSON = ["start": "2025-06-15T15:06:41Z"]
}

@Suite struct SigningServicesTests {
    @Test(arguments: UnusableConfig.all, [TestEntry.Log.rekorV1, .rekorV2])
    func `an instance without a service that can be used is asked for nothing`(
        _ item: UnusableConfig,
        _ log: TestEntry.Log
    ) async throws {
        var scene = try SigningScene(log)
        scene.config = item.edit
        await scene.expectRefused(.unusableSigningConfig)
        #expect(scene.desk.answers.isEmpty)
    }

    @Test func `Rekor v2 needs a timestamp authority`() async throws {
        var scene = try SigningScene(.rekorV2)
        scene.isStamped = false
        let error = await scene.expectRefused(.unusableSigningConfig)
        #expect(error?.message.contains("Rekor v2") == true && scene.desk.answers.isEmpty)
    }

    @Test func `services are used on the last moment of their time, and addresses with a slash at the end`()
        async throws
    {
        var scene = try SigningScene(.rekorV1)
        scene.config = { json in
            for name in ["caUrls", "rekorTlogUrls", "tsaUrls"] {
                json[name]?[0]?["validFor"] = ["start": "2020-01-01T00:00:00Z", "end": "2025-06-15T15:06:40Z"]
            }
            for name in ["caUrls", "rekorTlogUrls"] { json[name]?[0]?["url"] = "https://sigstore.test//" }
        }
        try await scene.expectVerified(scene.sign())
    }

    @Test func `plain http goes nowhere but to this machine`() async throws {
        for name in ["caUrls", "rekorTlogUrls", "tsaUrls"] {
            var scene = try SigningScene(.rekorV1)
            scene.config = { $0[name]?[0]?["url"] = "http://sigstore.test/api/v1/timestamp" }
            let signing = scene
            let error = await #expect(throws: TransportError.self) { try await signing.sign() }
            #expect(error?.code == .forbiddenURL)
        }
    }
}
