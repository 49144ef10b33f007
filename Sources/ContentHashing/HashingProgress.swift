// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How far hashing has come.
public struct HashingProgress: Sendable, Hashable {
    /// Bytes hashed so far, and in all.
    public let byteCount: Int64, totalByteCount: Int64
    /// Files (or shards) done so far, and in all.
    public let fileCount: Int, totalFileCount: Int
    /// The time since hashing began.
    public let elapsed: Duration

    /// The mean rate so far.
    public var bytesPerSecond: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(byteCount) / seconds : 0
    }

    /// How much longer it takes at that rate; `nil` before the first byte, and beyond a hundred years.
    public var estimatedRemaining: Duration? {
        guard bytesPerSecond > 0 else { return nil }
        let seconds = Double(totalByteCount - byteCount) / bytesPerSecond
        return seconds < Self.longestEstimate ? .seconds(seconds) : nil
    }

    private static let longestEstimate = 100 * 365 * 86_400.0
}
