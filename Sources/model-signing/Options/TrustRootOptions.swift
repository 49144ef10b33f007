// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreBundle
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which Sigstore instance is trusted.
struct TrustRootOptions: ParsableArguments {
    @Flag(help: "Trust Sigstore's staging instance instead of the public one: for trying things out only.")
    var useStaging = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Trust the Sigstore instance that this file describes, instead of the public one.",
            discussion: "A client trust configuration, or a trusted root alone, in JSON.",
            valueName: "file"
        )
    )
    var trustConfig: String?

    func validate() throws {
        if trustConfig?.isEmpty == true { throw ValidationError("the path that --trust-config gives is empty") }
        if useStaging, trustConfig != nil {
            throw ValidationError("--use-staging and --trust-config exclude each other")
        }
    }

    func trustedRoot(_ logging: LoggingOptions) throws -> TrustedRoot {
        if let trustConfig { return try TrustConfiguration(contentsOf: URL(argument: trustConfig)).trustedRoot }
        guard useStaging else { return try .production() }
        logging.warn("--use-staging: Sigstore's staging instance is for trying things out; do not rely on the result")
        return try .staging()
    }
}
