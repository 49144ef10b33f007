// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

@Suite struct HashingRequestTests {
    private let folder: HashingFolder

    init() throws { folder = try HashingFolder(["f": Pattern.bytes(0..<1000)]) }

    @Test func `counts the bytes that will be read`() throws {
        #expect(try folder.request("f").byteCount == 1000)
        #expect(try folder.request("f", range: 10..<15).byteCount == 5)
        #expect(try folder.request("f", range: 0..<0).byteCount == 0)
        let requests = try [folder.request("f"), folder.request("f", range: 10..<15)]
        #expect(requests.totalByteCount == 1005)
        #expect([HashingRequest]().totalByteCount == 0)
    }

    @Test func `has a largest number for more bytes than can be counted`() throws {
        let huge = try folder.request("f", range: 0..<(.max))
        #expect([huge].totalByteCount == .max)
        #expect(try [huge, folder.request("f"), huge].totalByteCount == .max)
    }
}
