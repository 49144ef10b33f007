// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CHashKernels

/// An algorithm and how this machine computes it best.
struct HashingMethod: Sendable {
    let algorithm: HashAlgorithm
    /// What the kernels of this package may use.
    let instructions: InstructionSets
    /// Whether the kernels are used even where swift-crypto is as fast.
    private let isForced: Bool

    /// - Parameter instructions: What may be used; `nil` for what is fastest here.
    init(_ algorithm: HashAlgorithm, instructions: InstructionSets?) {
        self.algorithm = algorithm
        self.instructions = instructions ?? .here
        isForced = instructions != nil
    }

    /// How many SHA-256 streams a thread interleaves when there are `available` for it; `nil` to hash one by one.
    ///
    /// Where nothing is gained by interleaving, swift-crypto's SHA-256 is as fast as ours. In debug builds it is many
    /// times faster: C is compiled without optimisation then, and swift-crypto has it in assembly language.
    func interleavedStreamCount(available: Int) -> Int? {
        guard algorithm == .sha256 else { return nil }
        let preferred = hk_sha256_preferred_stream_count(instructions.rawValue)
        // As even as can be: two and two rather than three and one, which leaves one alone.
        let turns = (max(1, available) - 1) / preferred + 1
        let count = (max(1, available) - 1) / turns + 1
        if isForced { return count }
        #if DEBUG
        return nil
        #else
        return count > 1 ? count : nil
        #endif
    }
}
