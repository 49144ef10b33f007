// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreBundle
import SigstoreClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which Sigstore instance is trusted, and whether it may be asked what is new.
struct TrustRootOptions: ParsableArguments {
    @OptionGroup var instance: InstanceOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Trust the Sigstore instance that this file describes, instead of the public one.",
            discussion: "A client trust configuration, or a trusted root alone, in JSON.",
            valueName: "file"
        )
    )
    var trustConfig: String?

    @Flag(help: "Ask nobody: trust what is in the cache, however old, or what this program carries.")
    var offline = false

    @OptionGroup var network: NetworkOptions

    func validate() throws {
        guard let trustConfig else { return }
        if trustConfig.isEmpty { throw ValidationError("the path that --trust-config gives is empty") }
        if instance.useStaging { throw ValidationError("--use-staging and --trust-config exclude each other") }
        if instance.instance != nil { throw ValidationError("--instance and --trust-config exclude each other") }
    }

    func trustedRoot(_ logging: LoggingOptions) async throws -> TrustedRoot {
        if let trustConfig { return try TrustConfiguration(contentsOf: URL(argument: trustConfig)).trustedRoot }
        let trust = try await trust(in: instance.source(logging))
        logging.warn(about: trust)
        return trust.trustedRoot
    }

    /// A recent cache needs no connection, and none is prepared.
    private func trust(in source: TrustSource) async throws -> InstanceTrust {
        if offline { return try await source.offline() }
        if let recent = await source.recent() { return recent }
        return try await network.withClient { try await source.current(with: $0) }
    }
}

extension LoggingOptions {
    /// Says why trust may be older than it should be.
    func warn(about trust: InstanceTrust) {
        for warning in trust.warnings { warn("\(warning)") }
    }
}
