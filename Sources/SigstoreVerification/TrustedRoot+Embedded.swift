// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import EmbeddedTrust
public import SigstoreBundle

extension TrustedRoot {
    /// The public good instance, sigstore.dev, as this version of the package carries it.
    ///
    /// Its keys change every year or so: signatures made later than the package need a newer one, or a file.
    /// - Throws: `TrustedRootError`, which would be a fault of this package.
    public static func production() throws -> TrustedRoot {
        try TrustedRoot(parsing: EmbeddedTrust.production.trustedRoot)
    }

    /// The staging instance, sigstage.dev, for trying things out: nothing that it certifies should be trusted.
    /// - Throws: `TrustedRootError`, which would be a fault of this package.
    public static func staging() throws -> TrustedRoot {
        try TrustedRoot(parsing: EmbeddedTrust.staging.trustedRoot)
    }
}
