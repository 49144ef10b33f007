// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TestServices
import TestSupport
import Testing

/// Canonical JSON as PyPI's `securesystemslib` writes it, which python-tuf signs and verifies.
@Suite(.needsTUFPeer) struct CanonicalJSONPeerTests {
    private static let count = 10_000
    private static let seed = 5

    @Test func `the canonical form of 10,000 documents is the peer's`() throws {
        let folder = try TemporaryFolder()
        let arguments = [Peer.script("canonical_json.py"), "\(Self.count)", "\(Self.seed)"]
        let result = try Peer.run(arguments, in: folder.url)
        try #require(result.status == 0, "\(result.error)")
        var compared = 0
        for line in result.output.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t"))
            try #require(parts.count == 2)
            let expected = try #require(TestText.bytes(ofHex: String(decoding: parts[1], as: UTF8.self)))
            let canonical = try JSONValue(parsing: Array(parts[0])).canonicalized()
            try #require(canonical == expected, "\(String(decoding: parts[0], as: UTF8.self))")
            compared += 1
        }
        print("canonical JSON: \(compared) documents of seed \(Self.seed) compared with securesystemslib, all equal")
        #expect(compared == Self.count)
    }
}
