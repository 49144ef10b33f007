// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// Finds the second of two equal member names in linear time.
///
/// Most objects are small, and many: those are searched. A large one is hashed from its `searchLimit`th member on.
struct SeenKeys {
    private static let searchLimit = 16

    private var hashed: Set<KeyBytes> = []

    /// Notes the key of the member after `members`, and tells whether it is new.
    mutating func insert(_ key: String, after members: [JSONObject.Member]) -> Bool {
        guard members.count >= Self.searchLimit else {
            return !members.contains { $0.key.hasSameBytes(as: key) }
        }
        if hashed.isEmpty {
            hashed = Set(members.lazy.map { KeyBytes(key: $0.key) })
        }
        return hashed.insert(KeyBytes(key: key)).inserted
    }
}

/// A name that compares and hashes as its UTF-8 bytes.
private struct KeyBytes: Hashable {
    let key: String

    static func == (left: Self, right: Self) -> Bool {
        left.key.hasSameBytes(as: right.key)
    }

    func hash(into hasher: inout Hasher) {
        var key = key
        key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
