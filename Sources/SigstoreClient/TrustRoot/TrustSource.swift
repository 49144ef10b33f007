// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import EmbeddedTrust
public import HTTPTransport
import SigstoreBundle
import SystemFiles
import TUF

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Finds out whom an instance trusts: from its TUF repository, from what is cached of that, or from the program itself.
///
/// However it comes, everything is verified anew from the instance's first root: signatures, versions, hashes. Nothing older
/// than what the cache has seen is ever used.
///
/// | Asked for | Cache | Requests | Used |
/// |---|---|---|---|
/// | ``current(with:)`` | valid, and refreshed less than ``refreshInterval`` ago | none | the cache |
/// | ``current(with:)`` | anything else | those of TUF | what they bring; if they fail, the cache while it is valid |
/// | ``refresh(with:)`` | anything | those of TUF | what they bring, or an error |
/// | ``offline()`` | whole | none | the cache, with a warning when it has expired |
/// | ``offline()`` | none yet, or of an older root than the program's | none | what the program carries, with a warning |
/// | ``offline()`` | damaged | none | an error |
///
/// A refresh that fails halfway may leave metadata that names files which were not downloaded: then there is no cache to use
/// until a refresh ends well, for going back to older files is what an attacker would want.
///
/// A cache is valid until the first of its metadata expires: for the public instance, some days after it was made.
public struct TrustSource: Sendable {
    /// How long a cache is used before its repository is asked again: 24 hours.
    ///
    /// Shorter than the days that repositories sign for, so that a repository that is down for a day goes unnoticed.
    public static let refreshInterval: Duration = .seconds(24 * 60 * 60)

    /// The instance.
    public let instance: SigstoreInstance
    private let cache: TrustCache?
    private let now: @Sendable () -> Date

    /// Keeps what it downloads in `folders`; without them it can only work offline.
    ///
    /// - Parameter now: The clock that expiry dates are compared with.
    public init(
        _ instance: SigstoreInstance,
        folders: TrustFolders?,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.instance = instance
        cache = folders.map { TrustCache(folder: $0.cache(of: instance.repository), instance: instance) }
        self.now = now
    }

    /// The path of the folder that holds the cache; nil when there is none.
    public var cacheFolder: String? { cache?.folder }

    /// What is cached, if it can be used without asking anybody; nil when the repository is to be asked.
    public func recent() async -> InstanceTrust? {
        let now = now()
        guard let cache, let date = cache.lastRefresh, date <= now,
            now < date + TimeInterval(Self.refreshInterval.components.seconds)
        else { return nil }
        return try? await cache.load(.enforced(at: now))
    }

    /// What is cached if that is recent; otherwise what the repository says now, or the cache if that fails and it is valid.
    ///
    /// - Throws: ``SigstoreClientError`` with `refreshFailed`, `unusableFolder` or `unusableTrustedRoot`.
    public func current(with client: WebClient) async throws -> InstanceTrust {
        if let recent = await recent() { return recent }
        do {
            return try await refresh(with: client)
        } catch let error as CancellationError {
            throw error
        } catch {
            guard let cached = try? await cache?.load(.enforced(at: now())) else { throw error }
            return cached.adding(.refreshFailed(error))
        }
    }

    /// What the repository says now.
    ///
    /// - Throws: ``SigstoreClientError`` with `refreshFailed`, `unusableFolder` or `unusableTrustedRoot`.
    public func refresh(with client: WebClient) async throws -> InstanceTrust {
        guard let cache else {
            throw SigstoreClientError(
                .unusableFolder,
                "there is no folder to keep trust roots in: set HOME or XDG_CACHE_HOME, or work offline"
            )
        }
        return try await cache.refresh(with: client, at: now())
    }

    /// What is known without asking anybody, however old it is.
    ///
    /// - Throws: ``SigstoreClientError`` with `nothingCached`, `unusableCache` or `unusableTrustedRoot`.
    public func offline() async throws -> InstanceTrust {
        guard let cache else { return try embedded() }
        let trust: InstanceTrust
        do {
            guard try cache.isOfProgramsRoot, cache.hasSeenTargets else { return try embedded() }
            trust = try await cache.load(.reported)
        } catch let error as SigstoreClientError {
            throw error
        } catch {
            throw SigstoreClientError(
                .unusableCache,
                "what was kept of the trust root in '\(cache.folder)' cannot be verified: run 'model-signing trust update' where"
                    + " there is a network, or delete that folder to begin anew",
                cause: error
            )
        }
        guard case .repository(let state, let refreshed) = trust.origin, state.firstExpiry <= now() else {
            return trust
        }
        return trust.adding(.expired(since: state.firstExpiry, refreshed: refreshed))
    }
}

extension TrustSource {
    private func embedded() throws -> InstanceTrust {
        guard let embedded = instance.embedded else {
            throw SigstoreClientError(
                .nothingCached,
                "nothing is known of '\(instance.name)' without asking it: run 'model-signing trust update --instance"
                    + " \(instance.name)' where there is a network"
            )
        }
        let date = try EmbeddedOrigin.date
        return InstanceTrust(
            instance,
            trustedRoot: try TrustedRoot(parsing: embedded.trustedRoot),
            signingConfig: embedded.signingConfig,
            origin: .program(since: date),
            warnings: [.neverRefreshed(since: date)]
        )
    }
}
