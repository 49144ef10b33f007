// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import ContentHashing
import Crypto
import ModelSigning
import SigstoreVerification
import StrictJSON

extension FuzzTarget {
    /// Names are canonical, sorted and unique, shards are a split of a file, and the root digest is that of the rest.
    ///
    /// No mutation hits the right root digest, so a statement that is wrong in this alone is put right.
    static func manifest(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        var outcome = Outcome.refused
        for encoding in [VerifiedPayload.Encoding.standard, .modelSigningV02] {
            let manifest: Manifest
            do {
                manifest = try Manifest(payload(input, encoding))
            } catch {
                _ = error.description
                guard error.code == .wrongRootDigest, let corrected = correctingRootDigest(of: input) else { continue }
                guard let other = try? Manifest(payload(corrected, encoding)) else {
                    throw BrokenProperty("a manifest is accepted with the root digest of its resources")
                }
                manifest = other
            }
            try check(manifest)
            outcome = .accepted
        }
        return outcome
    }

    private static func payload(_ bytes: [UInt8], _ encoding: VerifiedPayload.Encoding) -> VerifiedPayload {
        VerifiedPayload(type: InTotoStatement.payloadType, bytes: bytes, signers: [], unchecked: [], encoding: encoding)
    }

    private static func check(_ manifest: Manifest) throws(BrokenProperty) {
        for resource in manifest.resources {
            let isLegacySingleFile = resource.name.path == "."
            try require(
                isLegacySingleFile || (try? ResourceName(resource.name.path)) == resource.name,
                "the name '\(resource.name)' is canonical"
            )
        }
        let identifiers = manifest.resources.map { Array($0.identifier.utf8) }
        try require(isStrictlyAscending(identifiers), "resources are sorted by their names' bytes, none twice")
        let names = manifest.fileNames.map { Array($0.path.utf8) }
        try require(isStrictlyAscending(names), "files are sorted by their names' bytes, none twice")
        for (name, resources) in Dictionary(grouping: manifest.resources, by: \.name) {
            try require(manifest.fileNames.contains(name), "every resource's file is listed")
            try require(isSplit(resources, manifest.serialization.method), "'\(name)' is whole or a split of a file")
        }
        let root = Array(SHA256.hash(data: manifest.resources.flatMap(\.digest.bytes)))
        try require(manifest.rootDigest.bytes == root, "the root digest is that of the resources' digests")
        var rules = ExclusionRules()
        rules.insert(recorded: manifest.serialization.ignoredPaths)
        try require(rules.recorded.allSatisfy { (try? ResourceName($0)) != nil }, "an ignored path is a canonical name")
    }

    private static func isStrictlyAscending(_ names: [[UInt8]]) -> Bool {
        zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    }

    /// Whether the ranges begin at 0, leave no byte out, and are all of the shard size but for the last.
    private static func isSplit(_ resources: [Resource], _ method: Serialization.Method) -> Bool {
        guard case .shards(let byteCount) = method else { return resources.count == 1 && resources[0].byteRange == nil }
        var lengths: [Int64] = []
        var end: Int64 = 0
        for range in resources.compactMap(\.byteRange).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound == end else { return false }
            lengths.append(range.upperBound - range.lowerBound)
            end = range.upperBound
        }
        guard lengths.count == resources.count, let last = lengths.last else { return false }
        return (1...byteCount).contains(last) && lengths.dropLast().allSatisfy { $0 == byteCount }
    }

    /// The statement with the digest of its resources' digests, in their own order.
    private static func correctingRootDigest(of input: [UInt8]) -> [UInt8]? {
        guard let statement = try? InTotoStatement(parsing: input), let subject = statement.subjects.first,
            case .object(let predicate)? = statement.predicate, case .array(let resources)? = predicate["resources"]
        else { return nil }
        var hasher = SHA256()
        for case .object(let resource) in resources {
            guard case .string(let hex)? = resource["digest"],
                let digest = ContentDigest(algorithm: .sha256, hex: hex)
            else { return nil }
            hasher.update(data: digest.bytes)
        }
        let root = ContentDigest(algorithm: .sha256, bytes: Array(hasher.finalize()))
        let corrected = InTotoStatement.Subject(name: subject.name, digest: [("sha256", root?.hex ?? "")])
        return InTotoStatement(
            subjects: [corrected],
            predicateType: statement.predicateType,
            predicate: statement.predicate
        ).serialized()
    }
}
