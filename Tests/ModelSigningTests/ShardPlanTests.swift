// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ModelSigning

@Suite struct ShardPlanTests {
    @Test(
        arguments: [
            (0, 10, []), (1, 10, [0..<1]), (9, 10, [0..<9]), (10, 10, [0..<10]), (11, 10, [0..<10, 10..<11]),
            (25, 10, [0..<10, 10..<20, 20..<25]), (3, 1, [0..<1, 1..<2, 2..<3]), (5, .max, [0..<5]),
            (.max, .max, [0..<(.max)]), (.max, .max - 1, [0..<(.max - 1), (.max - 1)..<(.max)]),
        ] as [(Int64, Int64, [Range<Int64>])]
    )
    func `tiles a file in shards of one size, but for the last`(
        _ byteCount: Int64,
        _ shardByteCount: Int64,
        _ expected: [Range<Int64>]
    ) {
        let ranges = ShardPlan.ranges(byteCount: byteCount, shardByteCount: shardByteCount)
        #expect(ranges == expected)
        #expect(ShardPlan.fault(in: ranges, shardByteCount: shardByteCount) == nil)
    }

    @Test(
        arguments: [
            ("a:0:5", "a", 0..<5), ("a/b:10:20", "a/b", 10..<20), ("a:0:5:0:7", "a:0:5", 0..<7), (":0:1", "", 0..<1),
            ("::::0:1", ":::", 0..<1), ("line\nbreak:0:1", "line\nbreak", 0..<1),
            ("cafe\u{301}:0:1", "cafe\u{301}", 0..<1),
            ("a:0:9223372036854775807", "a", 0..<(.max)), ("../x:0:2", "../x", 0..<2),
            ("a:\u{301}:0:1", "a:\u{301}", 0..<1),
        ] as [(String, String, Range<Int64>)]
    )
    func `splits a name at its last two colons`(_ name: String, _ path: String, _ range: Range<Int64>) throws {
        let shard = try #require(ShardPlan.parse(name))
        #expect(Array(shard.path.utf8) == Array(path.utf8))
        #expect(shard.range == range)
    }

    @Test(arguments: [
        "", "a", "a:", "a::", "a:5", "0:5", "a:0:", "a::5", "a:0", "a:5:0", "a:5:5", "a:0:0", "a:-1:5", "a:0:-5",
        "a:+0:5", "a:0:+5", "a:00:5", "a:0:05", "a:01:5", "a: 0:5", "a:0:5 ", "a:0:5\n", "a:0x0:5", "a:0:5.0",
        "a:0:1e3",
        "a:0:9223372036854775808", "a:0:99999999999999999999999999", "a:0:\u{0665}", "a:0:５", "a:0:5\u{301}",
    ])
    func `takes no other form for the name of a shard`(_ name: String) {
        #expect(ShardPlan.parse(name) == nil)
    }

    @Test(
        arguments: [
            ([5..<10], "gap at byte 0"), ([0..<10, 20..<30], "gap at byte 10"),
            ([0..<10, 10..<20, 21..<25], "gap at byte 20"),
            ([0..<10, 0..<10], "overlap at byte 10"), ([0..<10, 9..<19], "overlap at byte 10"),
            ([0..<9, 9..<19], "length of 9"), ([0..<11], "length of 11"), ([0..<10, 10..<21], "length of 11"),
            ([0..<10, 10..<15, 15..<20], "length of 5"), ([0..<20], "length of 20"), ([0..<(.max)], "length of"),
            ([0..<10, 10..<10], "length of 0"),
        ] as [([Range<Int64>], String)]
    )
    func `finds gaps, overlaps and shards of another size`(_ ranges: [Range<Int64>], _ fault: String) {
        let found = ShardPlan.fault(in: ranges, shardByteCount: 10)
        #expect(found?.contains(fault) == true, "\(found ?? "no fault")")
    }

    @Test func `accepts a last shard of any length up to the size`() {
        for end in Int64(11)...20 {
            #expect(ShardPlan.fault(in: [0..<10, 10..<end], shardByteCount: 10) == nil)
        }
        #expect(ShardPlan.fault(in: [0..<1], shardByteCount: 10) == nil)
    }
}
