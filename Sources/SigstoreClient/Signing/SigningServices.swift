// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import SigstoreBundle
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The services that one signature is made with, as the signing configuration chooses them.
struct SigningServices: Sendable {
    /// A log by the version of its interface.
    enum Log: Sendable {
        case v1(RekorV1Client)
        case v2(RekorV2Client)

        var name: String {
            switch self {
            case .v1(let client): client.service.name
            case .v2(let client): client.service.name
            }
        }

        func add(_ submission: LogSubmission) async throws -> TransparencyLogEntry {
            switch self {
            case .v1(let client): try await client.add(submission)
            case .v2(let client): try await client.add(submission)
            }
        }
    }

    let authority: FulcioClient
    /// At least one.
    let logs: [Log]
    let timestampAuthorities: [TimestampClient]

    /// - Throws: ``SigstoreClientError`` with `unusableSigningConfig`.
    init(
        _ config: SigningConfig,
        at date: Date,
        client: WebClient,
        check: SigningCheck
    ) throws(SigstoreClientError) {
        func services(_ kind: SigningConfig.ServiceKind, _ versions: Set<UInt32>) throws(SigstoreClientError)
            -> [SigningConfig.Service]
        {
            do {
                return try config.services(of: kind, at: date, supportedVersions: versions)
            } catch {
                throw SigstoreClientError(.unusableSigningConfig, "the instance cannot be signed with", cause: error)
            }
        }
        guard let authority = try services(.certificateAuthority, [1]).first else {
            throw SigstoreClientError(.unusableSigningConfig, "the instance has no certificate authority")
        }
        self.authority = FulcioClient(authority.url, client: client)
        logs = try services(.transparencyLog, [1, 2]).map { service in
            service.majorAPIVersion == 2
                ? .v2(RekorV2Client(service.url, client: client, check: check))
                : .v1(RekorV1Client(service.url, client: client))
        }
        // An instance that lists none relies on the time that its log signs.
        timestampAuthorities =
            config.timestampAuthorities.isEmpty
            ? [] : try services(.timestampAuthority, [1]).map { TimestampClient($0.url, client: client) }
        let isTimed = !timestampAuthorities.isEmpty || logs.contains { if case .v1 = $0 { true } else { false } }
        guard isTimed else {
            throw SigstoreClientError(
                .unusableSigningConfig,
                "the instance's log gives no time (Rekor v2), and its signing configuration lists no timestamp authority"
            )
        }
    }
}
