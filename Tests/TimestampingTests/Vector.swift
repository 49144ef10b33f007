// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import Testing
import Timestamping

/// One file of this target's vectors.
struct Vector: Sendable, CustomTestStringConvertible {
    let path: String
    let bytes: [UInt8]

    var testDescription: String { path }
    var name: String { path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? "" }
    /// The error code that the file's name begins with.
    var code: String { String(name.prefix { $0 != "-" }) }

    init(_ path: String) throws {
        (self.path, bytes) = (path, Array(try Data(contentsOf: Self.folder.appending(path: path))))
    }

    /// The responses of a folder, by name.
    static func responses(in folder: String) throws -> [Vector] {
        let path = Self.folder.appending(path: folder).path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".tsr") }.sorted()
            .map { try Vector("\(folder)/\($0)") }
    }

    /// What all responses are over.
    static let message = (try? Vector("message").bytes) ?? []

    /// The authority in the file beside a response.
    func authority() throws -> TimestampAuthority {
        try TimestampAuthority(chain: X509Certificate.parse(pem: Vector("good/\(name).pem").bytes))
    }

    /// What OpenSSL says about a response, by the words before the colon.
    func description() throws -> [String: String] {
        let lines = String(decoding: try Vector("good/\(name).txt").bytes, as: UTF8.self).split(separator: "\n")
        let pairs = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")
}

/// Runs `body`, which must throw an error of this kind.
func expectError(
    _ code: TimestampError.Code,
    _ sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("accepted, expected \(code)", sourceLocation: sourceLocation)
    } catch let error as TimestampError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record("another kind of error: \(error)", sourceLocation: sourceLocation)
    }
}
