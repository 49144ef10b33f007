// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a repository's files are (§3.1, §6.2).
struct RepositoryURLs: Sendable {
    let metadata: URL
    let targets: URL

    /// The file of a role's metadata; with a version when that is part of the name.
    func metadata(of role: ExactName, version: Int64?) throws(TUFError) -> URL {
        let prefix = version.map { "\($0)." } ?? ""
        return try Self.url("\(prefix)\(PercentEncoding.encode(role.text)).json", below: metadata)
    }

    /// A target; with one of its hashes in the name when snapshots are consistent.
    ///
    /// - Throws: ``TUFError`` with `unsafePath` for a path that a URL would not keep as it is, or `unsupportedHash`.
    func target(_ file: TargetFile, usesHash: Bool) throws(TUFError) -> URL {
        var segments = file.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard segments.allSatisfy({ !["", ".", ".."].contains($0) }), let name = segments.popLast() else {
            throw TUFError(
                .unsafePath,
                "the target \(ExactName(file.path)) is not downloaded: as part of a URL its path would lead elsewhere"
            )
        }
        if usesHash {
            guard let hash = file.hashes[.sha256] ?? file.hashes[.sha512] else {
                throw TUFError(
                    .unsupportedHash,
                    "the target \(ExactName(file.path)) has no SHA-256 or SHA-512 to name it by"
                )
            }
            segments.append("\(Hexadecimal.encode(hash)).\(name)")
        } else {
            segments.append(name)
        }
        return try Self.url(segments.map(PercentEncoding.encode).joined(separator: "/"), below: targets)
    }

    private static func url(_ path: String, below base: URL) throws(TUFError) -> URL {
        let base = base.absoluteString
        let separator = base.utf8.last == UInt8(ascii: "/") ? "" : "/"
        guard let url = URL(string: base + separator + path) else {
            throw TUFError(.unsafePath, "'\((base + separator + path).excerpt())' is no URL")
        }
        return url
    }
}
