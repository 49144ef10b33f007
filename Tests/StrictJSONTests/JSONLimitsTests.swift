// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@Suite struct JSONLimitsTests {
    @Test func `accepts the maximum depth and rejects one more`() throws {
        let limits = JSONLimits(maximumDepth: 3)
        _ = try JSONValue(parsing: nested(3), limits: limits)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(4), limits: limits) }
        #expect(error?.code == .tooDeep)
        _ = try JSONValue(parsing: nested(JSONLimits.default.maximumDepth))
    }

    @Test func `counts nesting and not the number of containers`() throws {
        let siblings = "[" + Array(repeating: "[{}]", count: 100).joined(separator: ",") + "]"
        _ = try JSONValue(parsing: Array(siblings.utf8), limits: JSONLimits(maximumDepth: 3))
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `rejects a million open brackets`(_ opening: String) {
        let bytes = Array(String(repeating: opening, count: 1_000_000).utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.code == .tooDeep)
    }

    @Test func `accepts the maximum byte count and rejects one more`() throws {
        let limits = JSONLimits(maximumByteCount: 4)
        _ = try JSONValue(parsing: Array("null".utf8), limits: limits)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array("null ".utf8), limits: limits) }
        #expect(error?.code == .tooLarge)
    }

    @Test func `accepts the maximum count of values and rejects one more`() throws {
        let limits = JSONLimits(maximumValueCount: 4)
        _ = try JSONValue(parsing: Array(#"{"a": [1, 2]}"#.utf8), limits: limits)
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: Array(#"{"a": [1, 2, 3]}"#.utf8), limits: limits)
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func `lowers a greater depth to one that any stack holds`() async {
        let limits = JSONLimits(maximumDepth: .max)
        #expect(limits.maximumDepth == JSONLimits.greatestDepth)
        let depth = limits.maximumDepth
        let isEqual = await withCheckedContinuation { continuation in
            let thread = Thread {
                let first = try? JSONValue(parsing: nested(depth), limits: limits)
                let second = first.flatMap { try? JSONValue(parsing: $0.serialized(pretty: true), limits: limits) }
                continuation.resume(returning: first != nil && first == second)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isEqual)
    }
}

/// Objects and arrays in turn, `depth` of them.
private func nested(_ depth: Int) -> [UInt8] {
    (0..<depth).reduce(Array("null".utf8)) { inner, level in
        level % 2 == 0 ? Array("[".utf8) + inner + Array("]".utf8) : Array("{\"a\":".utf8) + inner + Array("}".utf8)
    }
}
