// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

@Suite struct ExampleTests {
    @Test func `the example in ten lines signs and verifies a model`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/weights.bin": "weights", "model/config.json": "{}"])
        let result = try Program.built("sign-and-verify").run([folder.path("model")])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("verified 2 files"))
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    private func verifyDownload(_ files: SigstoreFiles, _ more: String...) throws -> Program.Result {
        let arguments = ["artifact", "bundle.json"] + (more.isEmpty ? [files.recipe.identity] : more)
        return try Program.built("verify-download")
            .run(arguments + [files.recipe.identityProvider, "config.json"], in: files.folder.url)
    }

    @Test(arguments: [11, 17 << 20])
    func `the example of the article verifies a download, small or large`(_ byteCount: Int) throws {
        var recipe = TestBundle()
        recipe.artifact = [UInt8](repeating: 1, count: byteCount)
        let files = try SigstoreFiles(recipe)
        let result = try verifyDownload(files)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        let facts = [
            "signed by \(recipe.identity)", "known to \(recipe.identityProvider)", "https://github.com/example/model",
            "seen on 2025-06-15T15:06:40Z by https://rekor.sigstore.test", "entry 1003", "not checked: [",
        ]
        for fact in facts { #expect(result.output.contains(fact), "\(fact) in \(result.output)") }
        #expect(result.output.contains("11 bytes can be used") == (byteCount == 11))

        let other = try verifyDownload(files, "me@example.com")
        #expect(other.status == 1 && other.output.contains("Somebody else signed it"))
        try files.write("artifact", recipe.artifact + [2])
        let changed = try verifyDownload(files)
        #expect(changed.status == 1 && changed.output.contains("Download both again"))
        #expect(!changed.output.contains("signed by"))
        try files.write("artifact", recipe.artifact)
        try files.write("config.json", try SigstoreFiles(TestBundle(.none)).recipe.make().bundleJSON)
        #expect(try verifyDownload(files).output.contains("says whom to trust"))
        let foreign = try TestSigstore(named: "other").make().trustedRoot().written
        try files.write("config.json", foreign)
        #expect(try verifyDownload(files).output.contains("Update the trusted root"))
        try files.write("bundle.json", [])
        #expect(try verifyDownload(files).output.contains("There is no bundle"))
    }

    @Test func `the example prints nothing that a terminal would obey`() throws {
        var recipe = TestBundle()
        recipe.leaf.names = [.uri("https://sign.example/\u{1B}[31m\nINJECTED\r\u{7F}")]
        recipe.leaf.fulcio[12] = "https://repository.example/\u{202E}\u{9B}\u{2028}INJECTED"
        let files = try SigstoreFiles(recipe)
        for (status, identity) in [(0, recipe.identity), (1, "me@example.com")] {
            let result = try verifyDownload(files, identity)
            #expect(result.status == status, "\(result.output)")
            #expect(result.output.contains("https://sign.example/?[31m?INJECTED"))
            UntrustedText.expectHarmless(result.output)
        }
    }

    /// Lines without what they share of their indentation.
    private static func unindented(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let shared = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(shared) }.joined(separator: "\n")
    }

    @Test func `all code in the article is in the example, and so it compiles`() throws {
        let article = try String(
            contentsOf: Self.checkout.appending(
                path: "Sources/SigstoreVerification/SigstoreVerification.docc/VerifyWhatYouDownload.md"
            ),
            encoding: .utf8
        )
        let folder = Self.checkout.appending(path: "Examples/VerifyDownload")
        let sources = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(sources.count == 4)
        let blocks = article.split(separator: "```swift\n").dropFirst()
            .compactMap { $0.split(separator: "\n```").first.map(String.init) }
        #expect(blocks.count == 12)
        for block in blocks {
            let lines = Self.unindented(block)
            let isQuoted = sources.contains { source in
                (0...2).contains { level in
                    let indentation = String(repeating: "    ", count: level)
                    let quoted = lines.split(separator: "\n", omittingEmptySubsequences: false)
                        .map { $0.isEmpty ? "" : indentation + $0 }.joined(separator: "\n")
                    return source.contains("\n" + quoted + "\n")
                }
            }
            #expect(isQuoted, "not in the example:\n\(block)")
        }
    }
}
