// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreClient
import TUF

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whom an instance trusts, for programs.
struct TrustReport: Encodable {
    let instance: String
    let repository: String
    /// The folder of what was downloaded.
    let cache: String?
    /// When the repository was last asked.
    let refreshed: Date?
    /// Since when the program has carried this; nil when the repository said it.
    let carriedSince: Date?
    /// The TUF repository's top-level metadata; nil when it was not asked.
    let metadata: Metadata?
    let certificateAuthorities: [Service]
    let timestampAuthorities: [Service]
    let transparencyLogs: [Service]
    let certificateTransparencyLogs: [Service]
    let warnings: [String]

    struct Metadata: Encodable {
        let root: Role
        let timestamp: Role
        let snapshot: Role
        let targets: Role
    }

    struct Role: Encodable {
        let version: Int64
        let expires: Date

        init(_ role: RepositoryState.Role) { (version, expires) = (role.version, role.expires) }
    }

    struct Service: Encodable {
        let address: String
        let from: Date?
        let until: Date?
        /// Why signatures that need it fail; nil when it can be used.
        let unusable: String?
    }

    init(_ trust: InstanceTrust, folder: String?) {
        (instance, repository, cache) = (trust.instance.name, trust.instance.repository.absoluteString, folder)
        switch trust.origin {
        case .repository(let state, let date):
            (refreshed, carriedSince) = (date, nil)
            metadata = Metadata(
                root: Role(state.root),
                timestamp: Role(state.timestamp),
                snapshot: Role(state.snapshot),
                targets: Role(state.targets)
            )
        case .program(let date): (refreshed, carriedSince, metadata) = (nil, date, nil)
        }
        let root = trust.trustedRoot
        certificateAuthorities =
            root.certificateAuthorities.map(Self.service) + root.unusableCertificateAuthorities.map(Self.service)
        timestampAuthorities =
            root.timestampAuthorities.map(Self.service) + root.unusableTimestampAuthorities.map(Self.service)
        transparencyLogs = root.transparencyLogs.map(Self.service) + root.unusableTransparencyLogs.map(Self.service)
        certificateTransparencyLogs =
            root.certificateTransparencyLogs.map(Self.service)
            + root.unusableCertificateTransparencyLogs.map(Self.service)
        warnings = trust.warnings.map { "\($0)" }
    }
}

extension TrustReport {
    private static func service(_ authority: CertificateAuthority) -> Service {
        Service(address: authority.uri, in: authority.validity)
    }

    private static func service(_ authority: UnusableCertificateAuthority) -> Service {
        Service(address: authority.uri, unusable: authority.reason)
    }

    private static func service(_ log: TransparencyLogInstance) -> Service {
        Service(address: log.baseURL, in: log.validity)
    }

    private static func service(_ log: UnusableLogInstance) -> Service {
        Service(address: log.name, unusable: log.reason)
    }
}

extension TrustReport.Service {
    init(address: String, in period: ValidityPeriod) {
        self.init(
            address: address,
            from: period.start == .distantPast ? nil : period.start,
            until: period.end,
            unusable: nil
        )
    }

    init(address: String, unusable reason: String) {
        self.init(address: address, from: nil, until: nil, unusable: reason)
    }
}
