// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct HelpTests {
    static let commands: [[String]] = [
        [], ["sign"], ["sign", "key"], ["sign", "certificate"], ["sign", "sigstore"],
        ["verify"], ["verify", "key"], ["verify", "certificate"], ["verify", "sigstore"], ["verify-bundle"],
        ["inspect"], ["digest"], ["demo"], ["key"], ["key", "generate"], ["key", "show"],
    ]

    @Test(arguments: commands)
    func `every command's help shows an example and exits 0`(_ command: [String]) throws {
        let result = try Tool.run(command + ["--help"])
        #expect(result.status == 0)
        #expect(result.output.contains("EXAMPLE"))
        #expect(result.error.isEmpty)
    }

    @Test(arguments: commands)
    func `an example can be copied: no command of it is wrapped`(_ command: [String]) throws {
        let lines = try Tool.run(command + ["--help"]).output.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("EXAMPLE") })
        let examples = lines[(start + 1)...].prefix { !$0.hasPrefix("USAGE") && !$0.hasPrefix("EXIT") }
        #expect(examples.allSatisfy { $0.isEmpty || $0.hasPrefix("  ") }, "\(examples)")
        for example in examples.split(separator: "") {
            #expect(try #require(example.last).hasSuffix("\\") == false)
        }
    }

    @Test func `the version is three numbers on standard output`() throws {
        let result = try Tool.run(["--version"])
        #expect(result.status == 0)
        #expect(result.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?\n/) != nil)
        #expect(result.error.isEmpty)
    }

    /// The help exits 0, and 0 means "verified": nothing that merely looks like help may ask for it.
    @Test(arguments: ["-dash", "-xh", "-hx", "-shell"])
    func `a path that begins with a hyphen never turns verification into help`(_ path: String) throws {
        let result = try Tool.run([
            "verify", "key", "--public-key", "key.pub", "--signature", "model.sig", path,
        ])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(!result.error.isEmpty)
    }

    @Test(arguments: ["-h", "--help", "--version"])
    func `what follows a double hyphen or an option is a value, be it spelled like help`(_ value: String) throws {
        let folder = try TemporaryFolder()
        let verify = ["verify", "key", "--public-key", "none", "--signature"]
        let model = try Tool.run(verify + ["none", "--", value], in: folder.url)
        #expect(model.status == 2)
        let signature = try Tool.run(verify + [value, "none"], in: folder.url)
        #expect(signature.status == 2)
        #expect(model.output.isEmpty && signature.output.isEmpty)
        #expect(model.error.contains("public key"))
        #expect(signature.error.contains("public key"))
    }
}
