// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A temporary folder whose files are hashed.
struct HashingFolder: Sendable {
    let scratch: TemporaryFolder
    let root: RootDirectory

    init(_ files: [String: [UInt8]] = [:]) throws {
        scratch = try TemporaryFolder()
        for (name, bytes) in files {
            try scratch.write([name: ""])
            try Data(bytes).write(to: scratch.url.appending(path: name))
        }
        root = try RootDirectory(path: scratch.path(""))
    }

    /// The request for a file as it is now.
    func request(_ path: String, range: Range<Int64>? = nil) throws -> HashingRequest {
        HashingRequest(path: path, state: try root.openFile(path).state(path: path), range: range)
    }

    /// Hashes with `threadCount` threads.
    func digests(
        of requests: [HashingRequest],
        with algorithm: HashAlgorithm = .sha256,
        threadCount: Int? = nil,
        instructions: InstructionSets? = nil,
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> [Result<ContentDigest, ContentHashingError>] {
        try await FileHasher(algorithm: algorithm, threadCount: threadCount, instructions: instructions)
            .digests(of: requests, in: root, progress: progress)
    }

    /// The error that one request gives; `nil` when it succeeds.
    func error(for request: HashingRequest) async throws -> ContentHashingError? {
        guard case .failure(let error)? = try await digests(of: [request]).first else { return nil }
        return error
    }

    /// Creates a file of zeros that takes no room on the disk, however long it takes to hash.
    func makeSparseFile(_ name: String, byteCount: Int64) throws {
        try scratch.write([name: ""])
        guard resize(name, byteCount: byteCount) else { throw SystemFileError(errno, doing: "resize", path: name) }
    }

    @discardableResult func resize(_ name: String, byteCount: Int64) -> Bool {
        truncate(scratch.path(name), off_t(byteCount)) == 0
    }

    func makeFIFO(_ name: String) throws {
        guard mkfifo(scratch.path(name), 0o600) == 0 else { throw SystemFileError(errno, doing: "make", path: name) }
    }
}
