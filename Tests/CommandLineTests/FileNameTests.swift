// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Names of files that an attacker chose, in the model or in the signature.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct FileNameTests {
    private static func hostileModel() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(["model/ok": "1"])
        for name in UntrustedText.fileNames { try folder.write(["hostile/\(name)": "1"]) }
        return folder
    }

    private func expectHarmless(_ result: Program.Result, sourceLocation: SourceLocation = #_sourceLocation) {
        UntrustedText.expectHarmless(result.output, sourceLocation: sourceLocation)
        UntrustedText.expectHarmless(result.error, sourceLocation: sourceLocation)
    }

    /// A signature may list any name that its signer liked: "missing" shows those.
    @Test(arguments: [UntrustedText.fileNames.prefix(11), UntrustedText.fileNames.dropFirst(11)])
    func `a name is escaped wherever it is printed, and true in JSON`(_ names: ArraySlice<String>) throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/ok": "1"])
        for name in names { try folder.write(["hostile/\(name)": "1"]) }
        let (hostile, model) = (folder.path("hostile"), folder.path("model"))
        let (hostileSignature, signature) = (folder.path("hostile.sig"), folder.path("model.sig"))
        #expect(try Tool.signKey(model, to: signature).status == 0)
        let signing = try Tool.signKey(hostile, to: hostileSignature)
        #expect(signing.status == 0, "\(signing.error)")
        expectHarmless(signing)

        let extra = try Tool.verifyKey(hostile, signature)
        let missing = try Tool.verifyKey(model, hostileSignature)
        for name in names { try folder.write(["hostile/\(name)": "2"]) }
        let changed = try Tool.verifyKey(hostile, hostileSignature)
        for result in [extra, missing, changed] {
            #expect(result.status == 3)
            expectHarmless(result)
        }
        let extraJSON = try Tool.verifyKey(hostile, signature, "--format", "json")
        let missingJSON = try Tool.verifyKey(model, hostileSignature, "--format", "json")
        expectHarmless(extraJSON)
        expectHarmless(missingJSON)
        let unsigned = try extraJSON.json().object("error").object("difference").texts("unsigned")
        let absent = try missingJSON.json().object("error").object("difference").texts("missing")
        for found in [unsigned, absent] {
            #expect(Set(found.map { Array($0.utf8) }) == Set(names.map { Array($0.utf8) }))
        }
    }

    @Test func `the demo escapes names`() throws {
        let folder = try Self.hostileModel()
        let result = try Tool.run(["demo", folder.path("hostile")])
        #expect(result.status == 0, "\(result.error)")
        expectHarmless(result)
    }

    @Test func `paths of models, signatures and keys are escaped as well`() throws {
        let folder = try Self.hostileModel()
        for name in UntrustedText.fileNames where name.contains("INJECTED") && !name.contains("\u{2028}") {
            let key = ["--private-key", Keys.shared.privateKey]
            let (model, signature) = ("hostile/\(name)", "\(name).sig")
            let signing = try Tool.run(["sign", "key", model, "--signature", signature] + key, in: folder.url)
            #expect(signing.status == 0)
            expectHarmless(signing)
            let verifying = ["verify", "key", "--public-key", Keys.shared.publicKey, "--signature"]
            for more in [[signature, model], [signature, "none\(name)"], ["none\(name)", model]] {
                expectHarmless(try Tool.run(verifying + more, in: folder.url))
                expectHarmless(try Tool.run(verifying + more + ["--format", "json"], in: folder.url))
            }
            let missingKey = try Tool.run([
                "verify", "key", "--public-key", name, "--signature", signature, model,
            ])
            #expect(missingKey.status == 2)
            expectHarmless(missingKey)
            expectHarmless(
                try Tool.run(
                    [
                        "digest", model, "--ignore-paths", "/none/\(name)",
                    ],
                    in: folder.url
                )
            )
        }
    }

    @Test func `an entry that cannot be signed is named, escaped`() throws {
        let folder = try Self.hostileModel()
        for name in UntrustedText.fileNames.prefix(12) { try folder.link("hostile/link \(name)", to: "/etc/\(name)") }
        let signature = folder.path("model.sig")
        #expect(try Tool.signKey(folder.path("model"), to: signature).status == 0)
        let signing = try Tool.signKey(folder.path("hostile"), to: folder.path("hostile.sig"))
        #expect(signing.status == 1)
        expectHarmless(signing)
        for flag in ["--allow-symlinks", "--format=json"] {
            let verifying = try Tool.verifyKey(folder.path("hostile"), signature, flag)
            #expect(verifying.status == 3)
            expectHarmless(verifying)
        }
    }

    #if os(Linux)
    @Test func `a name that is not UTF-8 is refused, and shown without its bytes`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/ok": "1"])
        let signature = folder.path("model.sig")
        #expect(try Tool.signKey(folder.path("model"), to: signature).status == 0)
        // What the shell's printf makes is what `ls` could not show.
        let shell = try #require(Program.installed("sh"))
        let made = try shell.run(["-c", #"echo 1 > "$(printf 'model/\377\033[31m::')""#], in: folder.url)
        try #require(made.status == 0)
        let signing = try Tool.signKey(folder.path("model"), to: signature)
        #expect(signing.status == 1)
        let verifying = try Tool.verifyKey(folder.path("model"), signature)
        #expect(verifying.status == 3)
        for result in [signing, verifying] {
            #expect(result.error.contains("UTF-8"))
            expectHarmless(result)
        }
        #expect(try Tool.verifyKey(folder.path("model"), signature, "--ignore-unsigned-files").status == 0)
    }
    #endif
}
