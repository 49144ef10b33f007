// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import Testing

/// Makes the seeds of the method `sigstore` anew, with the instance that they come from:
///
///     MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter SigstoreSeeds
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["MODEL_SIGNING_MAKE_SEEDS"] != nil,
        "set MODEL_SIGNING_MAKE_SEEDS to make the seeds of the fuzzers anew: Fuzz/make-seeds.sh"
    )
)
struct SigstoreSeeds {
    private static let artifact = Array("fuzz\n".utf8)

    @Test func `makes bundles, bodies of log entries and their instance`() throws {
        let instance = try Self.instance.make()
        try write(Self.source(instance), "Targets/SeedInstance.swift")

        let rekorV1 = try Self.recipe(.rekorV1).make(on: instance)
        try write(rekorV1.bundleJSON, "Seeds/bundle/good-sigstore-rekor1.json")
        let rekorV2 = try Self.recipe(.rekorV2, .envelope()).make(on: instance)
        try write(rekorV2.bundleJSON, "Seeds/bundle/good-sigstore-rekor2.json")
        var key = Self.recipe(.rekorV2)
        key.signer = .managedKey
        let managed = try key.make(on: instance)
        try write(managed.bundleJSON, "Seeds/bundle/good-sigstore-key.json")
        key.checkpoint.origin = "other.example"
        try write(try key.make(on: instance).bundleJSON, "Seeds/bundle/sigstore-origin.json")

        for (name, log, kind, content) in Self.bodies {
            var recipe = Self.recipe(log, content)
            (recipe.signer, recipe.entry.kind) = (.managedKey, kind)
            let body = try recipe.make(on: instance).entries[0].body
            try write(body, "Seeds/rekorbody/good-\(name).json")
        }
        let body = rekorV1.entries[0].body
        try write(body, "Seeds/rekorbody/good-certificate.json")
        try write(rekorV2.entries[0].body, "Seeds/rekorbody/good-certificate-2.json")
        try write(Array(body.dropLast(40)), "Seeds/rekorbody/cut.json")
        let text = String(decoding: body, as: UTF8.self)
        let damaged = [
            "kind": text.replacing("hashedrekord", with: "rekord"),
            "kind-twice": text.replacing(#""kind":"#, with: #""kind":"hashedrekord","kind":"#),
            "algorithm": text.replacing("sha256", with: "sha1"),
            "short-digest": text.replacing(#""value":""#, with: #""value":"00"#),
        ]
        for (name, text) in damaged { try write(Array(text.utf8), "Seeds/rekorbody/\(name).json") }
    }

    private static let bodies: [(String, TestEntry.Log, TestEntry.Kind, TestBundle.Content)] = [
        ("hashedrekord-1", .rekorV1, .hashedrekordV1, .message), ("dsse-1", .rekorV1, .dsseV1, .envelope()),
        ("intoto-2", .rekorV1, .intotoV1, .envelope()), ("hashedrekord-2", .rekorV2, .hashedrekordV2, .message),
        ("dsse-2", .rekorV2, .dsseV2, .envelope()),
    ]

    private static func recipe(_ log: TestEntry.Log, _ content: TestBundle.Content = .message) -> TestBundle {
        var recipe = TestBundle(log, content)
        recipe.artifact = artifact
        recipe.leaf.names = [.email("fuzz@example.com")]
        recipe.leaf.fulcio = [12: "https://example.com/fuzz"]
        if log == .rekorV2 {
            recipe.timestamps = [TestTimestamp()]
            recipe.timestamps?[0].certificates = .none
        }
        return recipe
    }

    /// Small keys make small seeds.
    private static let instance: TestSigstore = {
        var services = TestSigstore(named: "fuzz")
        services.authorities[0].intermediates = []
        services.authorities[0].root.key = TestKey(.p256, named: "fuzz root")
        services.timestampAuthorities[0].root.key = TestKey(.p256, named: "fuzz root")
        return services
    }()

    private static func source(_ instance: TestSigstore.Made) throws -> [UInt8] {
        let recipe = recipe(.rekorV1)
        let root = String(decoding: try instance.trustedRoot().written, as: UTF8.self)
        let pem = try recipe.key.publicKeyPEM()
        let text = """
            // Copyright the swift-model-signing authors.
            // SPDX-License-Identifier: Apache-2.0

            /// The instance of Sigstore that witnessed the seeds' signatures, and who made them: `SigstoreSeeds` wrote this.
            enum SeedInstance {
                static let artifact = Array("fuzz\\n".utf8)
                static let identity = "\(recipe.identity)"
                static let issuer = "\(recipe.identityProvider)"

                static let publicKey = \"""
            \(indented(pem.split(separator: "\n").map(String.init), end: ""))
                    \"""

                static let trustedRoot = \"""
            \(indented(lines(of: root), end: #"\"#))
                    \"""
            }

            """
        return Array(text.utf8)
    }

    private static func indented(_ lines: [String], end: String) -> String {
        lines.enumerated().map { "        \($1)\($0 == lines.count - 1 ? "" : end)" }.joined(separator: "\n")
    }

    /// Lines of 100 characters.
    private static func lines(of text: String) -> [String] {
        var (lines, rest) = ([String](), text[...])
        while !rest.isEmpty {
            lines.append(String(rest.prefix(100)))
            rest = rest.dropFirst(100)
        }
        return lines
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = FuzzSeed.folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
