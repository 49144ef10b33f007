// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// PyPI's `tuf`, the reference implementation: its client judges the test repository, and its library writes repositories
/// for our client.
enum TUFPeer {
    static let isPresent = Peer.has("tuf.ngclient, securesystemslib.formats, cryptography")

    /// What its client found.
    struct Findings: Decodable, Sendable {
        let versions: [String: Int]
        /// The hexadecimal SHA-256 of each target, `nil` where there is none of that path.
        let targets: [String: String?]
        /// The name of its exception's class.
        let error: String?
    }

    /// A folder that its client keeps, for one run or several.
    final class Client: Sendable {
        private let folder: TemporaryFolder

        /// Starts from a root that it trusts.
        init(trusting root: [UInt8]) throws {
            folder = try TemporaryFolder()
            try Data(root).write(to: folder.url.appending(path: "trusted"))
        }

        /// Refreshes, and downloads targets.
        func read(_ server: TestTUFServer, _ paths: [String], at date: Date) throws -> Findings {
            let time = "\(date.timeIntervalSince1970)"
            let result = try Peer.run(
                [Peer.script("tuf_read.py"), server.url, "trusted", "client", time] + paths,
                in: folder.url
            )
            try #require(!result.output.isEmpty, "\(result.error)")
            return try JSONDecoder().decode(Findings.self, from: Data(result.output.utf8))
        }
    }

    /// A repository that its library wrote, at two times.
    struct Repository: Sendable {
        /// What a client must find.
        struct Content: Decodable, Sendable {
            let versions: [String: Int64]
            /// The text of each target, `nil` where there must not be one.
            let targets: [String: String?]
        }

        /// Its files by their paths, at the time, and what is in them.
        struct State: Sendable {
            let files: [String: [UInt8]]
            let content: Content
        }

        let first: State
        let later: State

        init(consistent: Bool, hashes: Bool, keys kind: String) throws {
            let folder = try TemporaryFolder()
            let time = "\(Int(TestTUFRepository.now.timeIntervalSince1970))"
            let result = try Peer.run(
                [Peer.script("tuf_write.py"), ".", time, consistent ? "1" : "0", hashes ? "1" : "0", kind],
                in: folder.url
            )
            try #require(result.status == 0, "\(result.error)")
            first = try Self.state("first", in: folder)
            later = try Self.state("later", in: folder)
        }

        private static func state(_ name: String, in folder: TemporaryFolder) throws -> State {
            let root = folder.path(name)
            var files: [String: [UInt8]] = [:]
            for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
                let url = URL(filePath: root).appending(path: path)
                guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
                files[path] = Array(try Data(contentsOf: url))
            }
            let json = try Data(contentsOf: folder.url.appending(path: "\(name).json"))
            return State(files: files, content: try JSONDecoder().decode(Content.self, from: json))
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs the tests only where the peer's Python has python-tuf.
    static var needsTUFPeer: Self { .enabled(if: TUFPeer.isPresent, "python-tuf is not installed: run Scripts/test") }
}
