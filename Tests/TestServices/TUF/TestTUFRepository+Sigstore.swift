// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension TestTUFRepository {
    package static let trustedRoot = "trusted_root.json"
    package static let signingConfig = "signing_config.v0.2.json"

    /// The repository of a Sigstore instance, published once.
    package static func sigstore(
        trustedRoot: [UInt8],
        signingConfig: [UInt8],
        now: Date = Self.now
    ) throws -> TestTUFRepository {
        var repository = TestTUFRepository(now: now)
        repository.add(Self.trustedRoot, trustedRoot)
        repository.add(Self.signingConfig, signingConfig)
        try repository.publish()
        return repository
    }

    /// The repository of a Sigstore instance that runs, published once.
    package static func sigstore(
        _ server: TestSigstoreServer,
        log: TestEntry.Log = .rekorV2,
        now: Date
    ) throws -> TestTUFRepository {
        try sigstore(
            trustedRoot: try server.instance.trustedRoot().written,
            signingConfig: server.signingConfig(log).written,
            now: now
        )
    }
}
