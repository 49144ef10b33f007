// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

/// Every algorithm with every set of instructions that this processor has, against digests that others computed.
///
/// `Scripts/check-kernels` compares many more lengths, with optimised code and for other processors.
@Suite struct HashKernelTests {
    /// Nothing, each set alone, and all at once; `nil` for what is chosen without a word.
    private static let instructions: [InstructionSets?] =
        [nil, [], .here] + InstructionSets.names.map(\.value).filter(InstructionSets.here.isSuperset)

    private static let cases = HashAlgorithm.allCases.flatMap { algorithm in instructions.map { (algorithm, $0) } }

    private static let longest = Pattern.bytes(
        0..<(HashAlgorithm.allCases.flatMap(Pattern.of).map(\.byteCount).max() ?? 0)
    )

    @Test(arguments: cases)
    func `gives the digests that others give`(_ algorithm: HashAlgorithm, _ instructions: InstructionSets?) async throws
    {
        let patterns = Pattern.of(algorithm)
        #expect(patterns.count >= 35)
        var files: [String: [UInt8]] = [:]
        for pattern in patterns { files["\(pattern.byteCount)"] = Array(Self.longest[..<pattern.byteCount]) }
        let folder = try HashingFolder(files)
        let requests = try patterns.map { try folder.request("\($0.byteCount)") }
        for threadCount in [1, 3] {
            let outcomes = try await folder.digests(
                of: requests,
                with: algorithm,
                threadCount: threadCount,
                instructions: instructions
            )
            #expect(try outcomes.map { try $0.get().hex } == patterns.map(\.hex))
        }
    }

    @Test(arguments: cases)
    func `hashes ranges at any offset as if they were files`(
        _ algorithm: HashAlgorithm,
        _ instructions: InstructionSets?
    ) async throws {
        let whole = Array(Self.longest[..<300_000])
        let ranges: [Range<Int64>] = [
            1..<1, 1..<2, 63..<200_000, 64..<128, 1025..<3074, 7..<262_152, 299_999..<300_000,
        ]
        var files = ["whole": whole]
        for range in ranges { files["\(range)"] = Array(whole[Int(range.lowerBound)..<Int(range.upperBound)]) }
        let folder = try HashingFolder(files)
        let parts = try ranges.map { try folder.request("whole", range: $0) }
        let copies = try ranges.map { try folder.request("\($0)") }
        let outcomes = try await folder.digests(of: parts + copies, with: algorithm, instructions: instructions)
        #expect(
            try outcomes.prefix(ranges.count).map { try $0.get() } == outcomes.suffix(ranges.count).map { try $0.get() }
        )
    }

    @Test(arguments: cases)
    func `lets a stream that fails not disturb the others`(
        _ algorithm: HashAlgorithm,
        _ instructions: InstructionSets?
    ) async throws {
        let patterns = Pattern.of(algorithm).filter { $0.byteCount < 70_000 }
        var files: [String: [UInt8]] = ["short": Array(Self.longest[..<150_000]), "gone": [1]]
        for pattern in patterns { files["\(pattern.byteCount)"] = Array(Self.longest[..<pattern.byteCount]) }
        let folder = try HashingFolder(files)
        var requests = [try folder.request("short"), try folder.request("gone")]
        requests += try patterns.map { try folder.request("\($0.byteCount)") }
        #expect(folder.resize("short", byteCount: 149_999))
        try FileManager.default.removeItem(at: folder.scratch.url.appending(path: "gone"))
        let outcomes = try await folder.digests(
            of: requests,
            with: algorithm,
            threadCount: 1,
            instructions: instructions
        )
        let failures = outcomes.prefix(2).map { outcome -> ContentHashingError? in
            if case .failure(let error) = outcome { error } else { nil }
        }
        #expect(failures.map(\.?.code) == [.changedWhileHashing, .vanished])
        #expect(failures[0]?.message.contains("'short'") == true)
        #expect(failures[1]?.message.contains("'gone'") == true)
        #expect(try outcomes.dropFirst(2).map { try $0.get().hex } == patterns.map(\.hex))
    }

    @Test func `names the sets of this processor and refuses others`() throws {
        #expect(try InstructionSets(named: "portable") == [])
        #expect(try InstructionSets(named: "\(InstructionSets.here)") == .here)
        let absent = InstructionSets.names.filter { !InstructionSets.here.isSuperset(of: $0.value) }.map(\.key)
        #expect(!absent.isEmpty)
        for name in absent + ["", "avx3", "AVX2", "portable,", " portable"] {
            let error = #expect(throws: ContentHashingError.self) { try InstructionSets(named: name) }
            #expect(error?.code == .unknownInstructions)
        }
    }
}
