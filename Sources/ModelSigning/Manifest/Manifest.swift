// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing
import TextEncodings

/// The list of a model's files with their digests: what is signed (OMS v1.0 §5.2).
public struct Manifest: Sendable, Hashable, Encodable {
    /// The model's name: information only.
    public let modelName: String
    /// The resources, sorted by the bytes of ``Resource/identifier``; at least one.
    public let resources: [Resource]
    /// How they were made.
    public let serialization: Serialization
    /// The digest that stands for all of them.
    public let rootDigest: ContentDigest

    /// Creates a manifest from resources in any order.
    ///
    /// - Throws: ``ModelSigningError`` with `emptyModel`, `duplicateResource`, or `malformedManifest` for resources
    ///   that do not fit `serialization`.
    public init(
        modelName: String,
        resources: [Resource],
        serialization: Serialization
    ) throws(ModelSigningError) {
        guard !modelName.isEmpty else {
            throw ModelSigningError(.malformedManifest, "a model needs a name (OMS v1.0 §6.5)")
        }
        let sorted = try Self.sorted(resources)
        try Self.check(sorted, serialization)
        guard let rootDigest = RootDigest.compute(over: sorted.map(\.digest)) else {
            throw ModelSigningError(.malformedManifest, "the root digest cannot be computed")
        }
        (self.modelName, self.resources, self.serialization) = (modelName, sorted, serialization)
        self.rootDigest = rootDigest
    }

    /// The resources of each file, sorted by the file's name, shards in file order.
    var resourcesByFile: [ArraySlice<Resource>] {
        guard case .shards = serialization.method else { return resources.indices.map { resources[$0...$0] } }
        let sorted = resources.sorted { a, b in
            a.name == b.name
                ? (a.byteRange?.lowerBound ?? 0) < (b.byteRange?.lowerBound ?? 0) : a.name < b.name
        }
        var files: [ArraySlice<Resource>] = []
        var start = sorted.startIndex
        for index in sorted.indices where sorted[index].name != sorted[start].name {
            files.append(sorted[start..<index])
            start = index
        }
        return files + [sorted[start...]]
    }

    /// The names of the files, sorted, each once.
    public var fileNames: [ResourceName] {
        guard case .shards = serialization.method else { return resources.map { $0.name } }
        return resourcesByFile.compactMap { $0.first?.name }
    }

    private static func sorted(_ resources: [Resource]) throws(ModelSigningError) -> [Resource] {
        guard !resources.isEmpty else {
            throw ModelSigningError(.emptyModel, "a manifest needs at least one resource (OMS v1.0 §5.2.1)")
        }
        let keyed = resources.map { (key: $0.identifier, resource: $0) }
            .sorted { $0.key.hasBytesBefore($1.key) }
        for (a, b) in zip(keyed, keyed.dropFirst()) where a.key.hasSameBytes(as: b.key) {
            throw ModelSigningError(.duplicateResource, "the manifest lists '\(a.key)' twice")
        }
        return keyed.map(\.resource)
    }

    private static func check(
        _ resources: [Resource],
        _ serialization: Serialization
    ) throws(ModelSigningError) {
        for resource in resources where resource.digest.algorithm != serialization.hashAlgorithm {
            throw ModelSigningError(
                .malformedManifest,
                "'\(resource.name)' has a \(resource.digest.algorithm) digest in a manifest of "
                    + "\(serialization.hashAlgorithm) digests"
            )
        }
        switch serialization.method {
        case .files:
            if let shard = resources.first(where: { $0.byteRange != nil }) {
                throw ModelSigningError(
                    .malformedManifest,
                    "'\(shard.identifier)' is a shard in a manifest of whole files"
                )
            }
        case .shards(let byteCount):
            try checkShards(resources, byteCount: byteCount)
        }
    }

    private static func checkShards(_ resources: [Resource], byteCount: Int64) throws(ModelSigningError) {
        guard byteCount > 0 else {
            throw ModelSigningError(.malformedManifest, "the shard size \(byteCount) is not positive")
        }
        for (name, shards) in Dictionary(grouping: resources, by: \.name) {
            let ranges = shards.compactMap(\.byteRange).sorted { $0.lowerBound < $1.lowerBound }
            guard ranges.count == shards.count else {
                throw ModelSigningError(.malformedManifest, "'\(name)' is a whole file in a manifest of shards")
            }
            if let fault = ShardPlan.fault(in: ranges, shardByteCount: byteCount) {
                throw ModelSigningError(.duplicateResource, "the shards of '\(name)' \(fault)")
            }
        }
    }
}
