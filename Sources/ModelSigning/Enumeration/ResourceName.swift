// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// The name of a file in a model: its path from the model's root in the canonical form of OMS v1.0 §6.1.2.
///
/// Components separated by single slashes; none is empty, `.` or `..`; no NUL. Names are compared and ordered by
/// their UTF-8 bytes, never by Unicode equivalence, which is code-point order too.
public struct ResourceName: Sendable, CustomStringConvertible {
    /// The longest name that is accepted, in bytes.
    public static let maximumByteCount = 4096

    /// The name as text.
    public let path: String

    /// Accepts a canonical name.
    ///
    /// - Throws: ``ModelSigningError`` with `unsafeName`.
    public init(_ path: String) throws(ModelSigningError) {
        guard let reason = Self.fault(in: path) else {
            self.path = path
            return
        }
        throw ModelSigningError(.unsafeName, "the name '\(path.excerpt())' \(reason)")
    }

    private static func fault(in path: String) -> String? {
        let bytes = path.utf8
        guard !bytes.isEmpty else { return "is empty" }
        guard bytes.count <= maximumByteCount else { return "is longer than \(maximumByteCount) bytes" }
        guard !bytes.contains(0) else { return "contains a NUL" }
        guard bytes.first != UInt8(ascii: "/") else { return "is absolute: it would lead out of the model" }
        var component = (byteCount: 0, dotCount: 0)
        for byte in bytes {
            if byte == UInt8(ascii: "/") {
                if let fault = fault(in: component) { return fault }
                component = (0, 0)
            } else {
                component.byteCount += 1
                if byte == UInt8(ascii: ".") { component.dotCount += 1 }
            }
        }
        return fault(in: component)
    }

    private static func fault(in component: (byteCount: Int, dotCount: Int)) -> String? {
        switch component {
        case (0, 0): "has an empty component"
        case (1, 1): "has a component '.'"
        case (2, 2): "has a component '..': it would lead out of the model"
        default: nil
        }
    }

    /// The name as text.
    public var description: String { path }

    /// The name's parts between slashes.
    var components: [ResourceName] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { ResourceName(canonical: String(Substring($0))) }
    }

    /// For names that are canonical by construction.
    init(canonical path: String) { self.path = path }
}

extension ResourceName: Hashable, Comparable {
    /// Whether the bytes are the same.
    public static func == (a: Self, b: Self) -> Bool { a.path.hasSameBytes(as: b.path) }

    /// Whether the bytes of `a` come first.
    public static func < (a: Self, b: Self) -> Bool { a.path.hasBytesBefore(b.path) }

    /// Feeds the bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        var path = path
        path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ResourceName: Codable {
    /// Reads the name from a string.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the name as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(path)
    }
}
