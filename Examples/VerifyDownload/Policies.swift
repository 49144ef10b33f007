// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

extension BundleVerifier {
    /// Accepts what one person signed, as one provider knows them.
    static func person() throws -> BundleVerifier {
        .sigstore(
            trustedRoot: try .production(),
            identity: SigstoreIdentity("me@example.com", issuer: "https://accounts.google.com")
        )
    }
}

extension BundleVerifier {
    /// Accepts any release of one repository, signed by its own workflows on machines of the provider.
    static func releases() throws -> BundleVerifier {
        let identity = SigstoreIdentity(
            .matching(try IdentityPattern("https://github[.]com/example/app/[^@]+@refs/tags/.+")),
            issuers: ["https://token.actions.githubusercontent.com"],
            claims: [.sourceRepositoryIdentifier: "632596897", .runnerEnvironment: "github-hosted"]
        )
        return .sigstore(trustedRoot: try .production(), identity: identity)
    }

    /// Demands two logs, and a time stamp of an authority that is no log.
    static func strict(_ identity: SigstoreIdentity) throws -> BundleVerifier {
        .sigstore(
            trustedRoot: try .production(),
            identity: identity,
            policy: SigstorePolicy(time: .signedTimestamps(atLeast: 1), transparencyLogs: .atLeast(2))
        )
    }

    /// Trusts a private instance that a file describes, and that has no log of certificates.
    static func privateInstance(_ file: URL, _ identity: SigstoreIdentity) throws -> BundleVerifier {
        .sigstore(
            trustedRoot: try TrustConfiguration(contentsOf: file).trustedRoot,
            identity: identity,
            policy: SigstorePolicy(certificateLogs: .notRequired)
        )
    }

    /// Accepts what a publisher signed with a key of their own, and had the public instance witness.
    static func managedKey(_ pem: [UInt8]) throws -> BundleVerifier {
        .sigstore(trustedRoot: try .production(), key: try PublicKey(pem: pem))
    }
}
