// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// The name of a role, a key, a file or a target: two are equal if they are the same bytes.
package struct ExactName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(stringLiteral text: String) { self.text = text }

    package static func == (a: Self, b: Self) -> Bool { a.text.hasSameBytes(as: b.text) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// In quotation marks, and short enough for a message.
    package var description: String { "'\(text.excerpt())'" }
}

extension ExactName {
    /// The four roles every repository has (§2.1).
    package static let root: ExactName = "root"
    package static let timestamp: ExactName = "timestamp"
    package static let snapshot: ExactName = "snapshot"
    package static let targets: ExactName = "targets"

    package static let topLevelRoles: [ExactName] = [.root, .timestamp, .snapshot, .targets]

    /// What snapshot metadata calls the file of this role (§4.4).
    package var metadataFile: ExactName { ExactName("\(text).json") }
}
