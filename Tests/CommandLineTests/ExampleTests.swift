// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

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
}
