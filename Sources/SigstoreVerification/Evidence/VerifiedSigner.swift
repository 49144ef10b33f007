// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Who signed, why that is believed, and at what time it was evaluated.
public struct VerifiedSigner: Sendable, Hashable {
    /// What the trust rests on.
    public enum Trust: Sendable, Hashable {
        /// The caller named this public key.
        case key(Key)
        /// A certificate that leads to an anchor which the caller named.
        case certificate(Certificate)
        /// A certificate that a Sigstore instance issued to an identity which the caller named.
        case sigstore(SigstoreCertificate)
    }

    /// A public key.
    public struct Key: Sendable, Hashable, Codable {
        /// The algorithm, as in `ECDSA P-256 with SHA-256`.
        public let algorithm: String
        /// The key's hint: SHA-256 of its PEM text, in hexadecimal.
        public let keyID: String
    }

    /// A signing certificate and where its path ends.
    public struct Certificate: Sendable, Hashable, Codable {
        /// The signing certificate's subject.
        public let subject: String
        /// Its e-mail addresses, URIs and DNS names.
        public let subjectAlternativeNames: [String]
        /// SHA-256 of its DER, in hexadecimal.
        public let fingerprint: String
        /// When it began, and ends, to be valid.
        public let notValidBefore: Date, notValidAfter: Date
        /// The subject of the trust anchor.
        public let anchorSubject: String
        /// SHA-256 of the anchor's DER, in hexadecimal.
        public let anchorFingerprint: String
        /// SHA-256 of the DER of every certificate from the signer's to the anchor.
        public let pathFingerprints: [String]
    }

    /// A certificate of a Sigstore instance: who its holder was, in whose words.
    public struct SigstoreCertificate: Sendable, Hashable, Codable {
        /// The name that was asked for: an e-mail address, a workflow's URI.
        public let identity: String
        /// The OpenID Connect provider that vouched for it.
        public let issuer: String
        /// What else Fulcio recorded, such as the source repository, under the extensions' names.
        public let claims: [String: String]
        /// The certificate and its path.
        public let certificate: Certificate
        /// The URLs of the certificate transparency logs that hold it.
        public let certificateLogs: [String]
    }

    /// The time at which the signer's certificate was evaluated, and how it is known.
    public enum EvaluationTime: Sendable, Hashable {
        /// Keys have no validity period.
        case notApplicable
        /// The verifier's clock: nothing proves when the signature was made.
        case currentTime(Date)
        /// The times at which those whom the trust root names saw the signature; the certificate was valid at each.
        case observed([ObservedTime])
        /// The certificate's own start: no trusted time was established, and expiry was not checked.
        case uncheckedCertificateStart(Date)

        var isExpiryChecked: Bool {
            if case .uncheckedCertificateStart = self { false } else { true }
        }
    }

    /// What the trust rests on.
    public let trust: Trust
    /// The time at which it was evaluated.
    public let time: EvaluationTime

    package init(trust: Trust, time: EvaluationTime) { (self.trust, self.time) = (trust, time) }

    /// One line that names the signer, in the signer's own, untrusted words.
    public var name: String {
        switch trust {
        case .key(let key): "key \(key.keyID)"
        case .certificate(let certificate):
            ([certificate.subject] + certificate.subjectAlternativeNames).joined(separator: ", ")
        case .sigstore(let certificate): certificate.identity
        }
    }
}
