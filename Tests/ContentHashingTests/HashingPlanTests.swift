// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import Testing

@testable import ContentHashing

@Suite struct HashingPlanTests {
    private let state: FileState

    init() throws {
        let folder = try HashingFolder(["f": [1]])
        state = try folder.request("f").state
    }

    private func requests(_ byteCounts: [Int64]) -> [HashingRequest] {
        byteCounts.map { HashingRequest(path: "f", state: state, range: 0..<$0) }
    }

    @Test func `puts the large first, largest first, and leaves the small as they were listed`() {
        let large = HashingPlan.largeByteCount
        let plan = HashingPlan(requests([3, large, 0, large + 7, 9, large]), .sha256)
        #expect(plan.pieces.map(\.request) == [3, 1, 5, 0, 2, 4])
        #expect(plan.largeCount == 3)
    }

    @Test(arguments: HashAlgorithm.allCases)
    func `covers every byte of every request once`(_ algorithm: HashAlgorithm) {
        let part = HashingPlan.leastPartByteCount
        let byteCounts = [0, 1, part - 1, part, part + 1, 2 * part, 9 * part + 5, part << 16, Int64.max]
        let plan = HashingPlan(requests(byteCounts), algorithm)
        for (index, byteCount) in byteCounts.enumerated() {
            let pieces = plan.pieces.filter { $0.request == index }.sorted { $0.part < $1.part }
            #expect(pieces.first?.range.lowerBound == 0)
            #expect(pieces.last?.range.upperBound == byteCount)
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
            #expect(pieces.allSatisfy { $0.partCount == pieces.count })
            #expect(pieces.map(\.part) == Array(0..<pieces.count))
            #expect(pieces.count <= Int(HashingPlan.maximumPartCount) + 1)
            if algorithm != .blake3 { #expect(pieces.count == 1) }
            #expect(Set(pieces.dropLast().map(\.byteCount)).count <= 1)
        }
    }

    @Test func `does not let claimed sizes take memory`() {
        let plan = HashingPlan(requests(Array(repeating: 1 << 46, count: 1000)), .blake3)
        #expect(plan.pieces.count <= Int(HashingPlan.maximumPartCount) + 1000)
    }

    @Test(arguments: [1, 2, 64])
    func `hands out everything once, the small by the dozen`(_ threadCount: Int) {
        let plan = HashingPlan(requests([HashingPlan.largeByteCount] + Array(repeating: 1, count: 5000)), .sha256)
        #expect(plan.fairLargeCount(threadCount: threadCount) == 1)
        var taken = plan.largeCount
        var longest = 0
        while taken < plan.pieces.count {
            let batch = plan.batch(from: taken, threadCount: threadCount)
            #expect(batch.lowerBound == taken && !batch.isEmpty)
            longest = max(longest, batch.count)
            taken = batch.upperBound
        }
        #expect(taken == plan.pieces.count)
        #expect(longest == min(HashingPlan.maximumBatchCount, 5000 / (threadCount * 4)))
    }
}
