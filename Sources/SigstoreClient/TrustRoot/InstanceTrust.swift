// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import SigstoreBundle
public import TUF

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Whom an instance trusts and which services it runs, and how much that is worth.
public struct InstanceTrust: Sendable {
    /// The instance that this is about.
    public let instance: SigstoreInstance
    /// Authorities and logs, past ones included.
    public let trustedRoot: TrustedRoot
    /// Where all of this came from.
    public let origin: Origin
    /// What a person should know before relying on it; empty when all is as it should be.
    public let warnings: [Warning]
    private let signingConfigBytes: [UInt8]?

    /// Where trust comes from.
    public enum Origin: Sendable {
        /// The instance's TUF repository, as last asked at a time that is nil when nobody noted it.
        case repository(RepositoryState, refreshed: Date?)
        /// The program itself, which has carried it since a date.
        case program(since: Date)
    }

    /// Why trust may be older than it should be.
    public enum Warning: Sendable {
        /// The repository could not be asked, or its answer was not accepted: what was known before is used.
        case refreshFailed(any Error)
        /// Metadata that says when it should no longer be relied on is past that date, and nothing was asked.
        case expired(since: Date, refreshed: Date?)
        /// Nothing was ever asked: what the program carries is used.
        case neverRefreshed(since: Date)
    }

    init(
        _ instance: SigstoreInstance,
        trustedRoot: TrustedRoot,
        signingConfig: [UInt8]?,
        origin: Origin,
        warnings: [Warning] = []
    ) {
        (self.instance, self.trustedRoot, self.origin) = (instance, trustedRoot, origin)
        (signingConfigBytes, self.warnings) = (signingConfig, warnings)
    }

    /// The services that sign; nil when the instance does not publish them.
    ///
    /// Read on demand: verifying does not need it.
    /// - Throws: `TrustedRootError` for one that this version cannot read.
    public func signingConfig() throws(TrustedRootError) -> SigningConfig? {
        guard let signingConfigBytes else { return nil }
        return try SigningConfig(parsing: signingConfigBytes)
    }

    func adding(_ warning: Warning) -> InstanceTrust {
        InstanceTrust(
            instance,
            trustedRoot: trustedRoot,
            signingConfig: signingConfigBytes,
            origin: origin,
            warnings: warnings + [warning]
        )
    }
}

extension InstanceTrust.Warning: CustomStringConvertible {
    /// One sentence or two, with what to do.
    public var description: String {
        switch self {
        case .refreshFailed(let error):
            "the trust root could not be refreshed, and the one in the cache is used, which is still valid: \(error)"
        case .expired(let date, let refreshed):
            "the trust root in the cache should no longer be relied on since \(Self.day(date))"
                + (refreshed.map { ", and was last refreshed on \(Self.day($0))" } ?? "")
                + ": keys that were revoked since are still trusted; \(Self.remedy)"
        case .neverRefreshed(let date):
            "the trust root is the one that was put into this program on \(Self.day(date)), and has not been refreshed since:"
                + " keys that were revoked since are still trusted, and newer ones are not; \(Self.remedy)"
        }
    }

    private static let remedy =
        "run 'model-signing trust update', for the same instance, where there is a network"

    private static func day(_ date: Date) -> String { String(date.ISO8601Format().prefix(10)) }
}
