// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SigstoreVerification
import SystemFiles

/// An artifact in a file or a pipe, and its digests. A pipe is hashed with every algorithm, for it is read but once.
actor ArtifactFile {
    private let path: String
    private var digests: [ArtifactDigest.Algorithm: [UInt8]] = [:]

    init(path: String) { self.path = path }

    /// - Throws: ``UsageError``.
    func digest(_ algorithm: ArtifactDigest.Algorithm) throws -> [UInt8] {
        if let digest = digests[algorithm] { return digest }
        let algorithms = FileStream.canBeReadAgain(path) ? [algorithm] : ArtifactDigest.Algorithm.allCases
        var hashes = Hashes(algorithms)
        do {
            try FileStream.read(path) { hashes.update($0) }
        } catch {
            throw Self.unreadable(path, error)
        }
        for algorithm in algorithms { digests[algorithm] = hashes[algorithm] }
        return digests[algorithm] ?? []
    }

    static func unreadable(_ path: String, _ error: SystemFileError) -> UsageError {
        guard error.isMissing else { return UsageError("the artifact cannot be used: \(error)") }
        return UsageError(
            "there is no file '\(path)', and it is not a digest either: that is sha256:, sha384: or sha512: and all "
                + "its hexadecimal digits"
        )
    }
}

/// Hashes at work, side by side.
private struct Hashes {
    private var sha256: SHA256?
    private var sha384: SHA384?
    private var sha512: SHA512?

    init(_ algorithms: [ArtifactDigest.Algorithm]) {
        for algorithm in algorithms {
            switch algorithm {
            case .sha256: sha256 = SHA256()
            case .sha384: sha384 = SHA384()
            case .sha512: sha512 = SHA512()
            }
        }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        sha256?.update(bufferPointer: bytes)
        sha384?.update(bufferPointer: bytes)
        sha512?.update(bufferPointer: bytes)
    }

    subscript(algorithm: ArtifactDigest.Algorithm) -> [UInt8]? {
        switch algorithm {
        case .sha256: sha256.map { Array($0.finalize()) }
        case .sha384: sha384.map { Array($0.finalize()) }
        case .sha512: sha512.map { Array($0.finalize()) }
        }
    }
}
