// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The tool killed at each step of saving a signature, by `strace -e inject`.
@Suite(
    .enabled(if: OpenSSL.isPresent, OpenSSL.absence),
    .enabled(
        if: Tracing.isPossible,
        "\(Tracing.absence)"
    )
)
struct KilledWriteTests {
    struct Moment: Sendable, CustomTestStringConvertible {
        let call: String
        let count: Int
        var testDescription: String { "\(call) number \(count)" }
    }

    /// More than there are: a moment that a run does not reach must leave the new signature.
    static let moments = [("write", 4), ("fsync", 2), ("/^linkat", 2), ("/^rename", 1)].flatMap { call, last in
        (1...last).map { Moment(call: call, count: $0) }
    }

    private func sign(_ signed: SignedModel, killedAt moment: Moment) throws -> Program.Result {
        try #require(Program.installed("strace")).run([
            "-f", "-o", "/dev/null", "-e", "trace=\(moment.call)",
            "-e", "inject=\(moment.call):signal=KILL:when=\(moment.count)",
            Tool.program.url.path(percentEncoded: false), "sign", "key", "--private-key", Keys.shared.privateKey,
            "--signature", signed.signature, signed.model,
        ])
    }

    @Test(arguments: moments)
    func `a killed run leaves the old signature or the new one, whole`(_ moment: Moment) throws {
        let signed = try SignedModel()
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        // The old one no longer fits, so that old and new can be told apart.
        try signed.folder.write(["model/more": ""])
        let result = try sign(signed, killedAt: moment)
        let isOld = try Data(contentsOf: URL(filePath: signed.signature)) == old
        #expect(try isOld || Tool.verifyKey(signed.model, signed.signature).status == 0, "\(moment): half a signature")
        #expect(result.wasKilled || !isOld, "it ended in peace, and saved nothing")
        if moment.call == "/^rename" { #expect(result.wasKilled && isOld, "there is no rename to be killed at") }
        // Whatever is left over does not stand in the way of the next run.
        #expect(try Tool.signKey(signed.model, to: signed.signature).status == 0)
        #expect(try Tool.verifyKey(signed.model, signed.signature).status == 0)
    }

    @Test(arguments: moments)
    func `a killed run leaves no signature or a whole one where there was none`(_ moment: Moment) throws {
        let signed = try SignedModel()
        try FileManager.default.removeItem(atPath: signed.signature)
        let result = try sign(signed, killedAt: moment)
        let exists = FileManager.default.fileExists(atPath: signed.signature)
        #expect(
            try !exists || Tool.verifyKey(signed.model, signed.signature).status == 0,
            "\(moment): half a signature"
        )
        #expect(result.wasKilled || exists)
    }

    @Test(arguments: ["fsync:error=EIO", "/^rename:error=EACCES"])
    func `a failed call is status 1 and keeps the old signature`(_ failure: String) throws {
        let signed = try SignedModel()
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        let call = String(failure.prefix { $0 != ":" })
        let result = try #require(Program.installed("strace")).run([
            "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(failure)",
            Tool.program.url.path(percentEncoded: false), "sign", "key", "--private-key", Keys.shared.privateKey,
            "--signature", signed.signature, signed.model,
        ])
        #expect(!result.wasKilled)
        #expect(result.status == 1)
        #expect(try Data(contentsOf: URL(filePath: signed.signature)) == old)
        let entries = try FileManager.default.contentsOfDirectory(atPath: signed.folder.url.path())
        #expect(Set(entries) == ["model", "model.sig"])
    }
}
