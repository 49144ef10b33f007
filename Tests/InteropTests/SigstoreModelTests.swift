// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// Models that PyPI's model-signing signs with the test services.
@Suite(.needsPeer) struct SigstoreModelTests {
    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `a model that Python signs with Sigstore is verified, for its signer alone`(_ log: TestEntry.Log) throws {
        let signing = try SigstoreSigning(log)
        for (name, content) in Exchange.sample { try signing.folder.write(["model/\(name)": content]) }
        let result = try signing.run(
            try #require(Program.pythonWithPeers),
            ["-m", "model_signing", "sign", "sigstore", "--trust_config", "configuration"]
                + ["--identity_token", signing.token, "--signature", "model.sig", "model"]
        )
        try #require(result.status == 0, "\(signing.server.answers)\n\(result.output)\(result.error)")
        #expect(signing.server.answers.first == "GET /.well-known/openid-configuration 200")

        let (identity, issuer) = (SigstoreSigning.email, signing.server.url)
        func verify(_ identity: String, _ issuer: String) throws -> Int32 {
            try Implementation.ours.run(
                ["verify", "sigstore", "--trust-config", "configuration", "--signature", "model.sig"]
                    + ["--identity", identity, "--identity-provider", issuer, "model"],
                in: signing.folder.url
            ).status
        }
        #expect(try verify(identity, issuer) == 0)
        #expect(try verify("other@example.com", issuer) == 1)
        #expect(try verify(identity, "https://other.example") == 1)
        try signing.folder.write(["model/config.json": "[]\n"])
        #expect(try verify(identity, issuer) == Implementation.ours.differenceStatus)
    }
}
