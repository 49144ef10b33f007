// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a client of a public Sigstore instance starts from, carried in the program: data alone, read by others.
///
/// `Resources/` holds it as the PyPI package `sigstore` ships it; `Origin.json` there says which release, and the
/// digest of each file. `Scripts/refresh-trust` brings newer ones and shows what changes.
package enum EmbeddedTrust: Sendable, Hashable, CaseIterable {
    /// The public good instance, sigstore.dev.
    case production
    /// The instance for trying things out, sigstage.dev. Nothing that it certifies should be trusted.
    case staging

    /// Authorities and logs, as a `TrustedRoot`.
    package var trustedRoot: [UInt8] {
        switch self {
        case .production: PackageResources.production_trusted_root_json
        case .staging: PackageResources.staging_trusted_root_json
        }
    }

    /// The root of the TUF repository that newer ones come from.
    package var tufRoot: [UInt8] {
        switch self {
        case .production: PackageResources.production_root_json
        case .staging: PackageResources.staging_root_json
        }
    }

    /// The services that sign, as a `SigningConfig`.
    package var signingConfig: [UInt8] {
        switch self {
        case .production: PackageResources.production_signing_config_v0_2_json
        case .staging: PackageResources.staging_signing_config_v0_2_json
        }
    }

    /// Where all of this came from.
    package static var origin: [UInt8] { PackageResources.Origin_json }
}
