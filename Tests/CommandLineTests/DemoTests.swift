// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct DemoTests {
    @Test func `the demo signs, verifies and refuses the model that comes with the tool`() throws {
        let result = try Program.built("model-signing").run(["demo"])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("Refused, as it should be."))
    }
}
