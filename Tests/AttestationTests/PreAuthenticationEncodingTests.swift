// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Testing

@Suite struct PreAuthenticationEncodingTests {
    @Test func `follows the test vector of DSSE v1.0.2`() {
        let type = "http://example.com/HelloWorld"
        #expect(
            preAuthenticationEncoding(type: type, payload: Array("hello world".utf8))
                == Array("DSSEv1 29 http://example.com/HelloWorld 11 hello world".utf8)
        )
    }

    @Test func `counts bytes and not characters`() {
        #expect(preAuthenticationEncoding(type: "é", payload: [0xFF, 0]) == Array("DSSEv1 2 é 2 ".utf8) + [0xFF, 0])
        #expect(preAuthenticationEncoding(type: "", payload: []) == Array("DSSEv1 0  0 ".utf8))
    }
}
