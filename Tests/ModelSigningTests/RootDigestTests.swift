// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

@testable import ModelSigning

@Suite struct RootDigestTests {
    /// As `sha256sum` gives them for the digests' raw bytes one after the other.
    @Test(
        arguments: [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ([1], "72cd6e8422c407fb6d098690f1130b7ded7ec2f7f5e1d30bd9d521f015363793"),
            ([1, 2], "f818afd37a6dc3bc92fb44731011277006db4efa6e9023cd7468c02335d22a4d"),
            ([2, 1], "c57d4f59c961b13e406cd991b0f342ec79e571dc2c1415ff72c6550645a3b198"),
            ([255, 0, 255], "a209ee773441f73e5a1602bb7fd3db59fc8a6b6e806dfd904864224a154ae5ae"),
        ] as [([UInt8], String)]
    )
    func `is SHA-256 over the raw digests in their order`(_ bytes: [UInt8], _ expected: String) {
        #expect(RootDigest.compute(over: bytes.compactMap(ContentDigest.repeating))?.hex == expected)
    }
}

extension ContentDigest {
    /// A digest of one byte over and over.
    static func repeating(_ byte: UInt8) -> ContentDigest? {
        ContentDigest(algorithm: .sha256, bytes: Array(repeating: byte, count: 32))
    }
}
