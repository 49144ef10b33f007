// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Compares UTF-8 bytes, where `==` compares by canonical equivalence.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
