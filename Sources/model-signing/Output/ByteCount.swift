// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Sizes as people read them.
enum ByteCount {
    /// `1 file`, `2 files`.
    static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

    /// `1.5 GB`, in powers of 1000, with one digit after the point.
    static func text(_ byteCount: Int64) -> String {
        var (value, unit) = (Double(byteCount), "bytes")
        for next in ["kB", "MB", "GB", "TB"] where value >= 1000 {
            (value, unit) = (value / 1000, next)
        }
        guard unit != "bytes" else { return byteCount == 1 ? "1 byte" : "\(byteCount) bytes" }
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
