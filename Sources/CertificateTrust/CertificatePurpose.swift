// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

/// What the leaf of a path is for, and so what every certificate on the path must allow.
package enum CertificatePurpose: Sendable, Hashable {
    /// Signing code, documents, models.
    case codeSigning(CodeSigningUsage)
    /// Signing the time, as an authority of RFC 3161.
    case timeStamping

    /// Checks the leaf of a path.
    /// - Throws: `missingUsage`, `contradictoryUsage`, `usageNotCritical`, `malformedCertificate`.
    package func check(_ leaf: X509Certificate) throws(CertificateTrustError) {
        switch self {
        case .codeSigning(let usage): try usage.check(leaf)
        case .timeStamping: try TimeStampingUsage.check(leaf)
        }
    }

    /// The extended key usage that an issuer must have, if it has any.
    var extendedUsage: ExtendedKeyUsage.Usage {
        switch self {
        case .codeSigning: .codeSigning
        case .timeStamping: .timeStamping
        }
    }

    /// Who has such a leaf, in the plural.
    var signers: String {
        switch self {
        case .codeSigning: "signers"
        case .timeStamping: "timestamp authorities"
        }
    }

    /// Whether an anchor's own extended key usage counts as well.
    ///
    /// It does where a third party, a trusted root, hands out anchors for several purposes. One that the caller names is
    /// trusted for signing by that.
    var bindsAnchors: Bool {
        switch self {
        case .codeSigning(.sigstore), .timeStamping: true
        case .codeSigning: false
        }
    }
}
