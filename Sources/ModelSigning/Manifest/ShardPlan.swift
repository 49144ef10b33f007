// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Splitting files into byte ranges, and checking that ranges are such a split (OMS v1.0 §6.3.2).
enum ShardPlan {
    /// The most shards that a model is divided in: far more than a useful signature lists.
    static let maximumCount: Int64 = 1 << 22

    /// How many ranges a file of `byteCount` bytes has.
    static func count(byteCount: Int64, shardByteCount: Int64) -> Int64 {
        byteCount > 0 ? (byteCount - 1) / shardByteCount + 1 : 0
    }

    /// The ranges of a file of `byteCount` bytes; none for an empty file.
    static func ranges(byteCount: Int64, shardByteCount: Int64) -> [Range<Int64>] {
        var ranges: [Range<Int64>] = []
        var start: Int64 = 0
        while start < byteCount {
            let end = byteCount - start > shardByteCount ? start + shardByteCount : byteCount
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Splits `path:start:end` at its last two colons.
    static func parse(_ identifier: String) -> (path: String, range: Range<Int64>)? {
        let bytes = identifier.utf8
        guard let last = bytes.lastIndex(of: colon), let first = bytes[..<last].lastIndex(of: colon),
            let start = decimal(bytes[bytes.index(after: first)..<last]),
            let end = decimal(bytes[bytes.index(after: last)...]), start < end
        else { return nil }
        return (String(identifier[..<first]), start..<end)
    }

    /// Why `ranges`, in order of their start, are no split of any file; `nil` when they are.
    static func fault(in ranges: [Range<Int64>], shardByteCount: Int64) -> String? {
        var expected: Int64 = 0
        for (index, range) in ranges.enumerated() {
            guard range.lowerBound == expected else {
                return range.lowerBound > expected ? "leave a gap at byte \(expected)" : "overlap at byte \(expected)"
            }
            let length = range.upperBound - range.lowerBound
            let isShortLast = index == ranges.count - 1 && 0 < length && length < shardByteCount
            guard length == shardByteCount || isShortLast else {
                return "have a length of \(length) bytes where \(shardByteCount) were expected"
            }
            expected = range.upperBound
        }
        return nil
    }

    private static let colon = UInt8(ascii: ":")

    /// A decimal number without sign or leading zeros.
    private static func decimal(_ digits: Substring.UTF8View) -> Int64? {
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return Int64(String(Substring(digits)))
    }
}
