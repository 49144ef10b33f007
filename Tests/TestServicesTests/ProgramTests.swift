// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite struct ProgramTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func `test-services prints four lines, serves, and leaves nothing behind`(_ signal: Int32) async throws {
        let scratch = try TemporaryFolder()
        let process = Process()
        process.executableURL = Program.built("test-services").url
        process.arguments = ["--folder", scratch.path("services"), "--identity", "https://machine.example/one"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while text.filter({ $0 == "\n" }).count < 4 {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "it ended: \(text)")
            text += String(decoding: more, as: UTF8.self)
        }
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines[..<3] == [
                scratch.path("services/trust_config.json"), scratch.path("services/token.txt"),
                "https://machine.example/one",
            ]
        )
        for name in [
            "trust_config.json", "trust_config.rekor-v1.json", "trust_config.rekor-v2.json", "signing_config.json",
            "trusted_root.json", "root.json",
        ] {
            let data = try Data(contentsOf: scratch.url.appending(path: "services/\(name)"))
            #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
        }
        // As others decode it who do not know base64url.
        let token = try String(contentsOf: scratch.url.appending(path: "services/token.txt"), encoding: .utf8)
        #expect(token.split(separator: ".").count == 3)
        #expect(!token.split(separator: ".")[1].contains { "-_".contains($0) })
        let (_, response) = try await URLSession.shared.data(
            from: try #require(URL(string: lines[3] + "/.well-known/openid-configuration"))
        )
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(process.terminationReason == .exit)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("services")))
    }
}
