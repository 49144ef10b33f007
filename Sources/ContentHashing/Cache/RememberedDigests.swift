// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The digests that a cache holds for one root, one algorithm and one size of shards.
package struct RememberedDigests: Sendable, Hashable {
    /// More files than this are not remembered, but the largest of them.
    ///
    /// It keeps a file of the cache below 6 MiB with SHA-256. Models have at most some thousands of files or shards; of
    /// more than these the smallest are quick to read again.
    package static let maximumEntryCount = 65_536

    private let algorithm: HashAlgorithm
    private var digests: [RememberedContent: [UInt8]] = [:]

    /// Remembers nothing yet, and has room for `capacity` digests.
    init(algorithm: HashAlgorithm, capacity: Int = 0) {
        self.algorithm = algorithm
        digests.reserveCapacity(min(capacity, Self.maximumEntryCount))
    }

    /// How many files or shards are remembered.
    package var count: Int { digests.count }

    /// The digest of what `request` describes, if exactly that is remembered.
    package func digest(of request: HashingRequest) -> ContentDigest? {
        RememberedContent(request).flatMap { digests[$0] }
            .flatMap { ContentDigest(algorithm: algorithm, bytes: $0) }
    }

    /// Remembers a digest unless there are as many as can be, or it is of another algorithm.
    mutating func remember(_ digest: ContentDigest, of content: RememberedContent) {
        guard count < Self.maximumEntryCount, digest.algorithm == algorithm else { return }
        digests[content] = digest.bytes
    }
}

/// The file: `magic (content digest)* code`.
///
/// There are at most ``RememberedDigests/maximumEntryCount`` entries, all of one length, no content twice. The code is
/// ``CacheSeal``'s and covers all before it; the length of a digest is that of the algorithm, which the seal fixes.
extension RememberedDigests {
    /// Says what the file is and the version of its form.
    static let magic = Array("MSDCACH1".utf8)

    static func entryByteCount(_ algorithm: HashAlgorithm) -> Int {
        RememberedContent.encodedByteCount + algorithm.digestByteCount
    }

    static func maximumByteCount(_ algorithm: HashAlgorithm) -> Int {
        magic.count + maximumEntryCount * entryByteCount(algorithm) + CacheSeal.codeByteCount
    }

    /// Reads the bytes of a file, whose `path` is for the error. Nothing but its length and its first bytes is looked at
    /// before all of it has been authenticated.
    package init(
        parsing bytes: [UInt8],
        algorithm: HashAlgorithm,
        seal: CacheSeal,
        path: String
    ) throws(DigestCacheError) {
        self.init(algorithm: algorithm)
        guard bytes.count <= Self.maximumByteCount(algorithm) else { throw .tooLarge(path) }
        let entriesByteCount = bytes.count - Self.magic.count - CacheSeal.codeByteCount
        let entryByteCount = Self.entryByteCount(algorithm)
        guard entriesByteCount >= 0, entriesByteCount.isMultiple(of: entryByteCount), bytes.starts(with: Self.magic)
        else { throw .damaged(path) }
        guard seal.isIntact(bytes) else { throw .notAuthentic(path) }
        digests.reserveCapacity(entriesByteCount / entryByteCount)
        var rest = bytes[Self.magic.count..<Self.magic.count + entriesByteCount]
        while !rest.isEmpty {
            let entry = rest.prefix(entryByteCount)
            rest = rest.dropFirst(entryByteCount)
            let digest = Array(entry.suffix(algorithm.digestByteCount))
            guard let content = RememberedContent(decoding: entry.dropLast(algorithm.digestByteCount)),
                digests.updateValue(digest, forKey: content) == nil
            else { throw .damaged(path) }
        }
    }

    /// The bytes of a file.
    package func serialized(seal: CacheSeal) -> [UInt8] {
        var bytes = Self.magic
        bytes.reserveCapacity(Self.magic.count + count * Self.entryByteCount(algorithm) + CacheSeal.codeByteCount)
        for (content, digest) in digests {
            content.encode(into: &bytes)
            bytes += digest
        }
        bytes += seal.code(for: bytes)
        return bytes
    }
}

extension DigestCacheError {
    static func tooLarge(_ path: String) -> Self {
        Self(.tooLarge, "'\(path)' is too large for a file of the digest cache, and none of it is believed: delete it")
    }

    fileprivate static func damaged(_ path: String) -> Self {
        Self(.damaged, "'\(path)' is not a file of this version's digest cache, or is damaged: delete it")
    }

    fileprivate static func notAuthentic(_ path: String) -> Self {
        Self(
            .notAuthentic,
            "'\(path)' was not written with the digest cache's key, or was changed since; none of it is believed:"
                + " delete it"
        )
    }
}
