// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// What a bundle says a verifier needs (sigstore_bundle.proto, `VerificationMaterial`): claims, none of them trusted.
package struct VerificationMaterial: Sendable, Equatable {
    /// The `content` of the message: exactly one of these.
    package enum Content: Sendable, Equatable {
        case publicKey(PublicKeyIdentifier)
        /// DER certificates, leaf first (`x509CertificateChain`).
        case certificateChain([[UInt8]])
        /// One DER certificate (`certificate`).
        case certificate([UInt8])
    }

    /// `PublicKeyIdentifier`, with the fields that producers before OMS v1.1.0 wrote instead of a hint.
    package struct PublicKeyIdentifier: Sendable {
        package let hint: String?
        /// The PEM text of the key, as old producers embedded it (OMS v1.0 §11.1).
        package let legacyPEM: [UInt8]?
        /// What they wrote beside it.
        package let legacyKeyDetails: JSONValue?

        package init(hint: String?, legacyPEM: [UInt8]? = nil, legacyKeyDetails: JSONValue? = nil) {
            (self.hint, self.legacyPEM, self.legacyKeyDetails) = (hint, legacyPEM, legacyKeyDetails)
        }
    }

    /// How many certificates a bundle may carry.
    package static let maximumCertificateCount = 10
    /// How many log entries: one for each log, and there are few. Each costs a verifier two public-key operations.
    package static let maximumLogEntryCount = 64
    /// How many timestamps: bundles with more than 32 exist, and each costs a verifier a certificate chain.
    package static let maximumTimestampCount = 128

    package let content: Content
    package let transparencyLogEntries: [TransparencyLogEntry]
    /// DER `TimeStampResp` (RFC 3161 §2.4.2), none of them empty.
    package let timestamps: [[UInt8]]

    package init(
        _ content: Content,
        transparencyLogEntries: [TransparencyLogEntry] = [],
        timestamps: [[UInt8]] = []
    ) {
        self.content = content
        (self.transparencyLogEntries, self.timestamps) = (transparencyLogEntries, timestamps)
    }
}
