// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import ContentHashing
import ModelSigning

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

enum SerializationMethod: String, ExpressibleByArgument, CaseIterable {
    case files, shards
}

extension HashAlgorithm: ExpressibleByArgument {}

/// How `sign` and `digest` turn a model into a manifest.
struct HashingFlags: ParsableArguments {
    @Flag(help: "Sign what symbolic links inside the model stand for; one that leaves the model is an error.")
    var allowSymlinks = false

    @Option(name: .customLong("hash"), help: "The hash algorithm of the manifest.")
    var hashAlgorithm: HashAlgorithm = .sha256

    @Option(help: "Hash whole files, or shards of a fixed size.")
    var serialization: SerializationMethod = .files

    @Option(help: ArgumentHelp("The size of a shard, with --serialization shards.", valueName: "bytes"))
    var shardSize: Int64 = Serialization.defaultShardByteCount

    @OptionGroup var jobs: JobsOption
    @OptionGroup var cache: CacheOptions

    func options(for model: ModelOptions) throws -> HashingOptions {
        guard shardSize > 0 else { throw UsageError("--shard-size must be a positive number of bytes") }
        var options = HashingOptions()
        options.hashAlgorithm = hashAlgorithm
        options.threadCount = jobs.count
        options.cache = try cache.cache().map(DigestCacheUse.record) ?? .none
        options.method = serialization == .files ? .files : .shards(byteCount: shardSize)
        options.symbolicLinks = allowSymlinks ? .withinRoot : .refuse
        options.ignoredPaths = try model.ignoredNames()
        options.ignoresGitPaths = model.ignoreGitPaths
        return options
    }
}
