// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How much input the parser accepts.
package struct JSONLimits: Sendable {
    /// Sized for the manifest of a model with a few million files.
    package static let defaultMaximumByteCount = 512 << 20
    package static let defaultMaximumDepth = 64
    /// A value costs about 100 bytes of memory, however short its text.
    package static let defaultMaximumValueCount = 1 << 24
    /// No limit may exceed this depth: parsing, comparing and releasing a value recurse, and a thread may have 512 KiB.
    package static let greatestDepth = 128

    package static let `default` = JSONLimits()

    package let maximumByteCount: Int
    /// The number of arrays and objects that may be open at once: `[[]]` needs 2.
    package let maximumDepth: Int
    /// The number of values of any kind, those inside others included.
    package let maximumValueCount: Int

    /// Makes limits; a `maximumDepth` above `greatestDepth` is lowered to it.
    package init(
        maximumByteCount: Int = defaultMaximumByteCount,
        maximumDepth: Int = defaultMaximumDepth,
        maximumValueCount: Int = defaultMaximumValueCount
    ) {
        self.maximumByteCount = maximumByteCount
        self.maximumDepth = min(maximumDepth, Self.greatestDepth)
        self.maximumValueCount = maximumValueCount
    }
}
