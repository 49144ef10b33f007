// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One file of this target's vectors, or of a public suite's keys.
struct Vector: Sendable, CustomStringConvertible {
    let name: String
    let bytes: [UInt8]

    var description: String { name }
    /// The password of every encrypted vector.
    static let password = Array("correct horse".utf8)

    /// The file's text without its last line feed.
    var text: String {
        String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
    /// The curve that the file's name begins with.
    var curve: String { String(name.prefix(4)) }
    /// The kind of key that the file's name begins with.
    var kind: String { String(name.prefix { $0 != "-" && $0 != "." }) }
    /// The error code that the file's name begins with.
    var code: String { kind }

    init(_ path: String) throws {
        try self.init(url: Self.folder.appending(path: path))
    }

    private init(url: URL) throws {
        (name, bytes) = (url.lastPathComponent, Array(try Data(contentsOf: url)))
    }

    /// All files of a folder, by name.
    static func all(in path: String) -> [Vector] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)) ?? []
        return names.sorted().compactMap { try? Vector("\(path)/\($0)") }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")

    /// The keys of the OMS conformance suite, if its data lies beside the checkout.
    private static let conformanceKeys: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.pathComponents.count > 1 {
            folder = folder.deletingLastPathComponent()
            let keys = folder.appending(path: "shared/vectors/oms-conformance/assets/keys")
            if FileManager.default.fileExists(atPath: keys.path) { return keys }
        }
        return nil
    }()

    /// Whether the OMS conformance suite's data lies beside the checkout.
    static var hasConformanceKeys: Bool { conformanceKeys != nil }

    /// A key of the OMS conformance suite.
    static func conformanceKey(_ path: String) throws -> Vector {
        try Vector(url: (conformanceKeys ?? folder).appending(path: path))
    }
}
