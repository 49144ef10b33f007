// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct IdentityTokenOptionTests {
    @Test(arguments: [
        ["--identity-token="], ["--identity_token", ""], ["--identity-token-file="], ["--client-id="],
        ["--identity-token", "a", "--identity-token-file", "b"], ["--oauth-force-oob", "--oauth-device"],
        ["--use-ambient-credentials", "--oauth-force-oob"], ["--oauth-device", "--use_ambient_credentials=true"],
    ])
    func `what is given is not empty, and given once`(_ arguments: [String]) throws {
        let result = try Tool.run(["sign", "sigstore"] + arguments + ["model"])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.error.contains("empty") || result.error.contains("exclude each other"))
    }
}
