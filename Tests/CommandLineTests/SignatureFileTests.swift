// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Exit status 4: there is no signature file, or it is not one. Nothing is said about the model then.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct SignatureFileTests {
    private func expectNoSignature(
        _ signed: SignedModel,
        _ facts: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try Tool.verifyKey(signed.model, signed.signature)
        #expect(result.status == 4, "\(result.error)", sourceLocation: sourceLocation)
        #expect(result.output.isEmpty, sourceLocation: sourceLocation)
        #expect(result.error.contains("model.sig"), sourceLocation: sourceLocation)
        for fact in facts { #expect(result.error.contains(fact), sourceLocation: sourceLocation) }
        UntrustedText.expectHarmless(result.error, sourceLocation: sourceLocation)
    }

    @Test func `a missing signature`() throws {
        let signed = try SignedModel()
        try FileManager.default.removeItem(atPath: signed.signature)
        try expectNoSignature(signed, "no signature file")
        try FileManager.default.createDirectory(atPath: signed.signature, withIntermediateDirectories: false)
        try expectNoSignature(signed)
    }

    @Test(arguments: [
        "", " ", "garbage", "null", "[]", "{}", "\u{1B}[31m\n::error::x", #"{"mediaType":"\#u{1B}"}"#,
        String(repeating: "[", count: 100_000),
    ])
    func `text that is no signature`(_ text: String) throws {
        let signed = try SignedModel()
        try signed.folder.write(["model.sig": text])
        try expectNoSignature(signed)
    }

    @Test(arguments: [
        "application/vnd.dev.sigstore.bundle.v9.9+json", "text/plain", #"\u001b[31m\n::error::x ##[error]\u202e"#,
    ])
    func `another media type, which is named`(_ mediaType: String) throws {
        let signed = try SignedModel()
        let text = try String(contentsOfFile: signed.signature, encoding: .utf8)
        let changed = text.replacing("application/vnd.dev.sigstore.bundle.v0.3+json", with: mediaType)
        try #require(changed != text)
        try signed.folder.write(["model.sig": changed])
        try expectNoSignature(signed, "media type")
    }

    @Test func `a signature cut at any quarter`() throws {
        let signed = try SignedModel()
        let whole = try Data(contentsOf: URL(filePath: signed.signature))
        for count in stride(from: 0, to: whole.count, by: whole.count / 4) {
            try whole.prefix(count).write(to: URL(filePath: signed.signature))
            try expectNoSignature(signed)
        }
    }

    /// Reading it would take seconds: the size must be looked at first.
    @Test func `a huge file is refused at once`() throws {
        let signed = try SignedModel()
        try truncate(signed.signature, to: 600 << 20)
        let start = ContinuousClock.now
        try expectNoSignature(signed, "too large")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `a device without end`() throws {
        let signed = try SignedModel()
        let result = try Tool.verifyKey(signed.model, "/dev/null")
        #expect(result.status == 4)
    }
}
