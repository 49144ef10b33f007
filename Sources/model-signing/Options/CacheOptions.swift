// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import ModelSigning

/// Whether digests of files are remembered between runs.
struct CacheOptions: ParsableArguments {
    @Flag(help: "Neither read nor write the private cache of digests.")
    var noCache = false

    /// The cache of the current user.
    func cache() throws -> DigestCache? { noCache ? nil : DigestCache.ofCurrentUser }

    /// The cache, which an option asks for.
    /// - Throws: ``UsageError`` when there can be none.
    func requiredCache(for option: String) throws -> DigestCache {
        if noCache { throw UsageError("\(option) and --no-cache exclude each other") }
        guard let cache = DigestCache.ofCurrentUser else {
            throw UsageError("\(option) needs a cache, and neither XDG_CACHE_HOME nor HOME names a place for it")
        }
        return cache
    }
}

extension LoggingOptions {
    /// Says why the cache was of no use; what was asked for was done all the same.
    func warn(about unread: UnreadContent) {
        if let fault = unread.cacheFault { warn(fault) }
    }
}
