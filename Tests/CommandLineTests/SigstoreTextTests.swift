// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestServices
import TestSupport
import Testing

/// Everything in a bundle and a trust root is somebody else's text: none of it may act on a terminal or a log.
@Suite struct SigstoreTextTests {
    private static let text = Certificates.hostileName
    /// The same without what cannot be in an IA5String.
    private static let ascii = String(text.unicodeScalars.filter(\.isASCII).map(Character.init))

    private static let statement: [UInt8] = {
        let digest = TestText.hex(TestDigest.sha256.hash(TestBundle().artifact))
        let statement: TestJSON = [
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [["name": .string(text), "digest": ["sha256": .string(digest)]]],
            "predicateType": .string(text), "predicate": [:],
        ]
        return statement.written
    }()

    /// Hostile wherever a good bundle and its trust root can have text.
    private static func recipe(_ log: TestEntry.Log, _ content: TestBundle.Content = .message) -> TestBundle {
        var recipe = TestBundle(log, content)
        recipe.leaf.names = [.other(text), .uri(ascii), .email(ascii)]
        recipe.leaf.subject = text
        (recipe.leaf.issuer, recipe.leaf.issuerV1) = (text, text)
        for number in recipe.leaf.fulcio.keys { recipe.leaf.fulcio[number] = text }
        recipe.services.authorities[0].uri = text
        recipe.services.authorities[0].root.commonName = text
        recipe.services.certificateLogs[0].instance.baseURL = text
        recipe.services.timestampAuthorities[0].uri = text
        recipe.services.timestampAuthorities[0].commonName = text
        return recipe
    }

    private func expectHarmless(
        _ status: Int32,
        _ result: Program.Result,
        _ texts: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(result.status == status, "\(result.output)\(result.error)", sourceLocation: sourceLocation)
        UntrustedText.expectHarmless(result.output, sourceLocation: sourceLocation)
        UntrustedText.expectHarmless(result.error, sourceLocation: sourceLocation)
        guard result.output.hasPrefix("{") else { return }
        let strings = try result.json().strings
        for text in texts { #expect(strings.contains(text), "\(result.output)", sourceLocation: sourceLocation) }
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2], [TestBundle.Content.message, .envelope(payload: statement)])
    func `verified text is shown, not obeyed, and true in JSON`(
        _ log: TestEntry.Log,
        _ content: TestBundle.Content
    ) throws {
        let files = try SigstoreFiles(Self.recipe(log, content))
        for format in [[], ["--format", "json"]] {
            try expectHarmless(0, files.verifyBundle("artifact", format), [Self.text])
            let wrong = ["--identity", "x\(Self.text)", "--identity-provider", Self.text]
            try expectHarmless(1, files.verifyBundle("artifact", format, identity: wrong))
            let wrongIssuer = ["--identity", Self.text, "--identity-provider", "x\(Self.text)"]
            try expectHarmless(1, files.verifyBundle("artifact", format, identity: wrongIssuer))
            let wrongClaim = ["--certificate-claim", "buildTrigger=x\(Self.text)"]
            try expectHarmless(1, files.verifyBundle("artifact", format + wrongClaim))
            try expectHarmless(0, files.run(["inspect", "bundle.json"] + format), [Self.text])
        }
    }

    @Test(.enabled(if: OpenSSL.isPresent, OpenSSL.absence))
    func `a model's names are shown, not obeyed`() throws {
        let names = UntrustedText.fileNames.map { "model/\($0)" }
        let folder = try TemporaryFolder()
        try folder.write(Dictionary(uniqueKeysWithValues: names.map { ($0, "1") }))
        let signature = folder.path("model.sig")
        try #require(try Tool.signKey(folder.path("model"), to: signature).status == 0)
        for format in [[], ["--format", "json"]] {
            try expectHarmless(0, Tool.run(["inspect", signature] + format), [UntrustedText.fileNames[0]])
        }
    }

    @Test func `what a bundle says of itself is shown, not obeyed`() throws {
        var recipes = [Self.recipe(.rekorV1, .envelope(payload: Self.statement, type: Self.text))]
        recipes[0].checkpoint.witnesses = [TestWitness(named: Self.ascii)]
        recipes[0].checkpoint.origin = Self.text
        var keyed = TestBundle(.none)
        (keyed.signer, keyed.keyHint) = (.managedKey, Self.text)
        keyed.bundleJSON = {
            $0["verificationMaterial"]?["timestampVerificationData"] =
                ["rfc3161Timestamps": [["signedTimestamp": .bytes(Array(Self.text.utf8))]]]
        }
        recipes.append(keyed)
        var entry = TestBundle()
        entry.entry.made = { ($0.kind, $0.version) = (Self.text, Self.text) }
        recipes.append(entry)
        var log = TestBundle()
        log.services.rekorV1[0].instance.baseURL = Self.text
        recipes.append(log)
        var mediaType = TestBundle()
        mediaType.bundleJSON = { $0["mediaType"] = .string(Self.text) }
        for recipe in recipes {
            let files = try SigstoreFiles(recipe)
            for format in [[], ["--format", "json"]] {
                try expectHarmless(0, files.run(["inspect", "bundle.json"] + format))
                try expectHarmless(1, files.verifyBundle("artifact", format))
                try expectHarmless(
                    1,
                    files.verifyBundle("artifact", format + ["--public-key", "key.pub"], identity: [])
                )
            }
        }
        let files = try SigstoreFiles(mediaType)
        try expectHarmless(4, files.run(["inspect", "bundle.json"]))
        try expectHarmless(4, files.verifyBundle())
    }

    @Test func `arguments are shown, not obeyed`() throws {
        let files = try SigstoreFiles()
        try files.folder.write([Self.text: "another"])
        try expectHarmless(3, files.verifyBundle(Self.text))
        try expectHarmless(2, files.verifyBundle("x\(Self.text)"))
        try expectHarmless(2, files.verifyBundle(trust: ["--trust-config", Self.text]))
        try expectHarmless(2, files.verifyBundle(trust: ["--trust-config", "x\(Self.text)"]))
        try expectHarmless(2, files.verifyBundle(identity: ["--identity-pattern", "(\(Self.text)"]))
        let pattern = ["--identity-pattern", "(\(Self.text)", "--identity-provider", "a"]
        try expectHarmless(2, files.verifyBundle(identity: pattern))
        try expectHarmless(2, files.verifyBundle("artifact", ["--certificate-claim", Self.text]))
        try expectHarmless(2, files.verifyBundle("artifact", ["--certificate-claim", "\(Self.text)=1"]))
        try expectHarmless(2, files.verifyBundle("artifact", ["--public-key", Self.text], identity: []))
        try expectHarmless(4, files.run(["inspect", Self.text]))
        try expectHarmless(4, files.run(["inspect", "x\(Self.text)"]))
        try files.write(Self.text, files.recipe.artifact)
        try expectHarmless(0, files.verifyBundle(Self.text))
    }
}
