// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import TestSupport
import Testing

@Suite struct SignatureBundleFileTests {
    private let folder: TemporaryFolder
    private var file: URL { folder.url.appending(path: "model.sig") }

    init() throws { folder = try TemporaryFolder() }

    private func expectError(_ code: SignatureBundleError.Code, at url: URL, says word: String = "") {
        let error = #expect(throws: SignatureBundleError.self) { try SignatureBundle(contentsOf: url) }
        #expect(error?.code == code)
        #expect(error?.description.contains(word) == true || word.isEmpty, "\(String(describing: error))")
    }

    @Test func `what was written is read again`() throws {
        let bundle = try BundleText().bundle()
        try bundle.write(to: file)
        #expect(try SignatureBundle(contentsOf: file) == bundle)
        #expect(try Array(Data(contentsOf: file)) == bundle.serialized)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["model.sig"])
    }

    @Test func `a file that is there is replaced, and a link is not followed`() throws {
        let bundle = try BundleText().bundle()
        try folder.write(["model.sig": "old", "elsewhere": "kept"])
        try bundle.write(to: file)
        #expect(try SignatureBundle(contentsOf: file) == bundle)
        try folder.link("link", to: "elsewhere")
        try bundle.write(to: folder.url.appending(path: "link"))
        #expect(try String(contentsOf: folder.url.appending(path: "elsewhere"), encoding: .utf8) == "kept")
        #expect(try SignatureBundle(contentsOf: folder.url.appending(path: "link")) == bundle)
    }

    @Test func `a draft elsewhere leaves nothing behind either`() throws {
        let bundle = try BundleText().bundle()
        try folder.write(["drafts/kept": ""])
        for _ in 0..<2 { try bundle.write(to: file, draftFolder: folder.url.appending(path: "drafts")) }
        #expect(try SignatureBundle(contentsOf: file) == bundle)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("drafts")) == ["kept"])
    }

    @Test func `a link to a signature is followed`() throws {
        try BundleText().bundle().write(to: file)
        try folder.link("link", to: "model.sig")
        #expect(try SignatureBundle(contentsOf: folder.url.appending(path: "link")) == BundleText().bundle())
    }

    @Test func `a file that is missing is not found`() {
        expectError(.notFound, at: file, says: "model.sig")
        expectError(.notFound, at: folder.url.appending(path: "nowhere/model.sig"))
    }

    @Test func `a folder, or what is on another machine, cannot be read as a file`() throws {
        expectError(.unreadable, at: folder.url)
        expectError(.unreadable, at: try #require(URL(string: "https://example.com/model.sig")), says: "https")
    }

    @Test func `a file that is no bundle is named`() throws {
        try folder.write(["model.sig": "{}", "empty": ""])
        expectError(.malformed, at: file, says: "model.sig")
        expectError(.malformed, at: folder.url.appending(path: "empty"), says: "empty")
        try folder.write(["model.sig": BundleText.with(\.mediaType, "text/plain")])
        expectError(.wrongMediaType, at: file, says: "text/plain")
    }

    @Test func `a file of a gibibyte is refused before it is read`() throws {
        try folder.write(["model.sig": ""])
        let handle = try FileHandle(forWritingTo: file)
        // A hole, which takes no room.
        try handle.truncate(atOffset: 1 << 30)
        try handle.close()
        expectError(.tooLarge, at: file)
    }

    @Test func `what cannot be written leaves what was there`() throws {
        let bundle = try BundleText().bundle()
        try folder.write(["file": "kept", "folder/inside": "kept"])
        for name in ["nowhere/model.sig", "file/model.sig", "folder"] {
            let error = #expect(throws: SignatureBundleError.self) {
                try bundle.write(to: folder.url.appending(path: name))
            }
            #expect(error?.code == .unwritable)
        }
        #expect(try String(contentsOf: folder.url.appending(path: "file"), encoding: .utf8) == "kept")
        #expect(try String(contentsOf: folder.url.appending(path: "folder/inside"), encoding: .utf8) == "kept")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted() == ["file", "folder"])
    }
}
