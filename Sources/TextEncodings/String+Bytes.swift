// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text of these bytes; `nil` when they are not UTF-8.
    ///
    /// Most text is ASCII, for which the standard library's general validation takes five times as long.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.reduce(0, |) < 0x80 else {
            self.init(validating: bytes, as: UTF8.self)
            return
        }
        self.init(unsafeUninitializedCapacity: bytes.count) { $0.update(fromContentsOf: bytes) }
    }

    /// The start of a text from somebody else, short enough for a message.
    ///
    /// Counts Unicode scalars: one `Character` can be any number of them.
    package func excerpt(_ maximumScalarCount: Int = 128) -> String {
        let scalars = unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: maximumScalarCount, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return self }
        return String(scalars[..<end]) + "…"
    }

    /// Whether two texts are the same bytes. `==` is Unicode equivalence, by which different bytes can be equal.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && withBytes(of: other) { $0.elementsEqual($1) }
    }

    /// Whether the bytes of this text come before those of the other. `<` is Unicode's order.
    package func hasBytesBefore(_ other: String) -> Bool {
        withBytes(of: other) { left, right in
            let common = min(left.count, right.count)
            for index in 0..<common where left[index] != right[index] { return left[index] < right[index] }
            return left.count < right.count
        }
    }

    /// Comparing bytes where they lie is ten times faster than comparing what iterators give.
    private func withBytes<Result>(
        of other: String,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in body(left, right) } }
    }
}
