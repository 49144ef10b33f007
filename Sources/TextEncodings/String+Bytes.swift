// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension String {
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
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
