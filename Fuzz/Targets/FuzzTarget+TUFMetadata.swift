// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TUF

extension FuzzTarget {
    /// What is signed has one canonical form; and whoever trusts the seeds' root accepts no other content than the seeds'.
    ///
    /// Each input is read as the metadata of every role.
    static func tufMetadata(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let outcomes = [
            try metadata(input, Root.self), try metadata(input, Timestamp.self), try metadata(input, Snapshot.self),
            try metadata(input, Targets.self),
        ]
        try requireSeeds(input)
        return outcomes.contains { if case .accepted = $0 { true } else { false } } ? .accepted : .refused
    }

    private static func metadata<Body: MetadataBody>(
        _ input: [UInt8],
        _: Body.Type
    ) throws(BrokenProperty) -> Outcome {
        let metadata: SignedMetadata<Body>
        do {
            metadata = try SignedMetadata<Body>(parsing: input)
        } catch {
            return .refused(error)
        }
        try require(metadata.body.header.version > 0, "a version is above zero")
        if let again = try? JSONValue(parsing: metadata.signedBytes) {
            try require((try? again.canonicalized()) == metadata.signedBytes, "what is signed is canonical")
        }
        if let root = metadata.body as? Root { for key in root.keys.values { _ = key.isUsable } }
        if let targets = metadata.body as? Targets { try search(targets) }
        return .accepted
    }

    private static func search(_ targets: Targets) throws(BrokenProperty) {
        let paths = targets.files.keys.prefix(8) + ["", "/", "a/b.tgz", "é"]
        for path in paths {
            let delegations = targets.delegations?.delegations(of: path, by: .targets) ?? []
            let names = delegations.map(\.role)
            try require(Set(names).count == names.count, "a role is named once")
            try require(
                !names.contains { ExactName.topLevelRoles.contains($0) },
                "nobody delegates to a top-level role"
            )
        }
        for file in targets.files.values {
            try require((try? file.verify([])) == nil || file.byteCount == 0, "only an empty file has no bytes")
        }
    }

    /// Gives the input to a client that trusts the seeds' root, in place of each of the seeds' files.
    private static func requireSeeds(_ input: [UInt8]) throws(BrokenProperty) {
        guard var trusted = try? TrustedMetadata(root: bytes(SeedRepository.root)) else {
            throw BrokenProperty("the seeds' root is trusted")
        }
        var other = trusted
        try require((try? other.accept(root: input)) == nil, "the seeds' root has no next one")
        if (try? other.remember(timestamp: input)) != nil {
            try requireSame(input, SeedRepository.timestamp, Timestamp.self)
        }
        if (try? other.remember(snapshot: input)) != nil {
            try requireSame(input, SeedRepository.snapshot, Snapshot.self)
        }
        guard (try? trusted.accept(timestamp: bytes(SeedRepository.timestamp))) == true,
            (try? trusted.accept(snapshot: bytes(SeedRepository.snapshot))) != nil
        else { throw BrokenProperty("the seeds' timestamp and snapshot are accepted") }
        if (try? trusted.accept(targets: input, for: trusted.topLevelTargets)) != nil {
            try requireSame(input, SeedRepository.targets, Targets.self)
        }
    }

    /// The seeds' keys signed this content and no other. Around it there may be other spaces and more signatures.
    private static func requireSame<Body: MetadataBody>(
        _ input: [UInt8],
        _ seed: String,
        _: Body.Type
    ) throws(BrokenProperty) {
        let (found, signed) = (
            try? SignedMetadata<Body>(parsing: input), try? SignedMetadata<Body>(parsing: bytes(seed))
        )
        try require(found != nil && found?.signedBytes == signed?.signedBytes, "only the seeds' content is accepted")
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
