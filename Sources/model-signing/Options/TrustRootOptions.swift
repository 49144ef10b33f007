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
    @OptionGroup var source: TrustSourceOptions

    @Flag(help: "Ask nobody: trust what is in the cache, however old, or what this program carries.")
    var offline = false

    func trustedRoot(_ logging: LoggingOptions) async throws -> TrustedRoot {
        if let file = source.trustConfig { return try TrustConfiguration(contentsOf: URL(argument: file)).trustedRoot }
        guard offline else { return try await source.current(logging).trustedRoot }
        let trust = try await source.instance.source(logging).offline()
        logging.warn(about: trust)
        return trust.trustedRoot
    }
}

extension LoggingOptions {
    /// Says why trust may be older than it should be.
    func warn(about trust: InstanceTrust) {
        for warning in trust.warnings { warn("\(warning)") }
    }
}
