// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import ContentHashing
import StrictJSON
import TextEncodings

/// Reads the predicate of OMS v1.0 §5.2. Unknown fields are ignored, as §5.2.1 asks.
struct ModelPredicate {
    private let modelName: String
    private let signedRoot: ContentDigest
    private let resources: [Resource]
    private let serialization: Serialization

    init(_ statement: InTotoStatement) throws(ModelSigningError) {
        guard statement.subjects.count == 1, let subject = statement.subjects.first else {
            throw ModelSigningError(
                .malformedManifest,
                "the statement has \(statement.subjects.count) subjects; exactly one was expected (OMS v1.0 §6.5)"
            )
        }
        guard !subject.name.isEmpty else {
            throw ModelSigningError(.malformedManifest, "the statement's subject has no name (OMS v1.0 §6.5)")
        }
        guard let hex = subject.digest.first(where: { $0.algorithm == "sha256" })?.hex,
            let signedRoot = ContentDigest(algorithm: .sha256, hex: hex)
        else { throw ModelSigningError(.malformedManifest, "the subject has no valid sha256 digest (OMS v1.0 §6.5.1)") }
        guard let predicate = statement.predicate else {
            throw ModelSigningError(.malformedManifest, "the statement has no predicate (OMS v1.0 §8.3)")
        }
        (modelName, self.signedRoot) = (subject.name, signedRoot)
        do {
            var fields = try JSONFields(predicate, path: "predicate")
            serialization = try Self.serialization(fields.object("serialization"))
            resources = try Self.resources(fields.array("resources"), serialization)
        } catch let error as ModelSigningError {
            throw error
        } catch {
            throw ModelSigningError(.malformedManifest, "the manifest cannot be read", cause: error)
        }
    }

    /// The manifest, once its digests are found to give the root digest that was signed.
    ///
    /// The order is the sorted one (OMS v1.0 §6.5.1), or the payload's own: some producers sort by path components.
    func manifest() throws(ModelSigningError) -> Manifest {
        let manifest = try Manifest(modelName: modelName, resources: resources, serialization: serialization)
        guard manifest.rootDigest == signedRoot || RootDigest.compute(over: resources.map(\.digest)) == signedRoot
        else {
            throw ModelSigningError(
                .wrongRootDigest,
                "the manifest contradicts itself: its resources give the root digest \(manifest.rootDigest.hex), and "
                    + "\(signedRoot.hex) was signed"
            )
        }
        return manifest
    }

    private static func serialization(_ fields: consuming JSONFields) throws -> Serialization {
        let methodName = try fields.string("method")
        let method: Serialization.Method
        switch methodName {
        case "files":
            method = .files
        case "shards":
            let byteCount = try fields.integer("shard_size")
            guard byteCount > 0 else {
                throw ModelSigningError(.malformedManifest, "the shard size \(byteCount) is not positive")
            }
            method = .shards(byteCount: byteCount)
        default:
            throw ModelSigningError(
                .unsupportedSerialization,
                "the serialization method '\(methodName.excerpt())' is unknown; 'files' and 'shards' are known"
            )
        }
        return Serialization(
            method: method,
            hashAlgorithm: try hashAlgorithm(named: fields.string("hash_type")),
            symbolicLinks: try fields.bool("allow_symlinks") ? .withinRoot : .refuse,
            ignoredPaths: try ignoredPaths(fields.optionalArray("ignore_paths") ?? [])
        )
    }

    private static func ignoredPaths(_ values: [JSONValue]) throws -> [String] {
        try values.map {
            guard case .string(let path) = $0 else {
                throw ModelSigningError(.malformedManifest, "'ignore_paths' holds something that is not a string")
            }
            return path
        }
    }

    private static func hashAlgorithm(named name: String) throws(ModelSigningError) -> HashAlgorithm {
        if let algorithm = HashAlgorithm(rawValue: name) { return algorithm }
        let known = HashAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
        throw ModelSigningError(
            .unsupportedHash,
            "the hash algorithm '\(name.excerpt())' is unknown; supported: \(known)"
        )
    }

    private static func resources(_ values: [JSONValue], _ serialization: Serialization) throws -> [Resource] {
        var resources: [Resource] = []
        resources.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            resources.append(try resource(JSONFields(value, array: "predicate.resources", index: index), serialization))
        }
        return resources
    }

    private static func resource(_ fields: consuming JSONFields, _ serialization: Serialization) throws -> Resource {
        let identifier = try fields.string("name")
        let algorithm = try fields.string("algorithm")
        let hex = try fields.string("digest")
        guard accepts(algorithm, serialization) else {
            throw ModelSigningError(
                .unsupportedHash,
                "'\(identifier.excerpt())' has the algorithm '\(algorithm.excerpt())' in a manifest of "
                    + "\(serialization.hashAlgorithm) digests"
            )
        }
        guard let digest = ContentDigest(algorithm: serialization.hashAlgorithm, hex: hex) else {
            throw ModelSigningError(
                .malformedManifest,
                "the digest of '\(identifier.excerpt())' is not \(serialization.hashAlgorithm.digestByteCount) bytes "
                    + "in hexadecimal, as \(serialization.hashAlgorithm) gives"
            )
        }
        guard case .shards = serialization.method else {
            return Resource(name: try ResourceName(signed: identifier), digest: digest)
        }
        guard let shard = ShardPlan.parse(identifier) else {
            throw ModelSigningError(
                .malformedManifest,
                "'\(identifier.excerpt())' is not the name of a shard, path:start:end (OMS v1.0 §6.3.2)"
            )
        }
        return Resource(name: try ResourceName(signed: shard.path), byteRange: shard.range, digest: digest)
    }

    /// The specification's spelling, or `sha256-sharded-1000` as the existing implementations write it for shards.
    private static func accepts(_ algorithm: String, _ serialization: Serialization) -> Bool {
        let hash = serialization.hashAlgorithm.rawValue
        if algorithm.hasSameBytes(as: hash) { return true }
        guard case .shards(let byteCount) = serialization.method else { return false }
        return algorithm.hasSameBytes(as: "\(hash)-sharded-\(byteCount)")
    }
}
