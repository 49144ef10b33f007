// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Attestation
import CertificateTrust
import SignatureKeys
public import SigstoreBundle
import TextEncodings

/// What a bundle says about itself, to be shown to a person. Nothing in it is verified, and nothing accepts it as proof:
/// whoever made the file chose every word.
public struct UnverifiedBundle: Sendable, Encodable {
    /// What is signed.
    public enum Content: Sendable, Encodable {
        /// A payload in an envelope: its type and length in bytes.
        case payload(type: String, byteCount: Int)
        /// An artifact outside of the bundle; with its digest, if the bundle gives one.
        case artifact(digest: String?)
    }

    /// The bundle's version, as its media type.
    public let mediaType: String
    /// What is signed.
    public let content: Content
    /// How many signatures there are; one is right.
    public let signatureCount: Int
    /// The signer's certificate; nil for a bare key, and for one that cannot be read.
    public let certificate: UnverifiedCertificate?
    /// What a bundle without a certificate calls the key.
    public let keyHint: String?
    /// The entries of transparency logs.
    public let logEntries: [UnverifiedLogEntry]
    /// The time stamps.
    public let timestamps: [UnverifiedTimestamp]
    /// What the payload says, if it is an in-toto statement.
    public let statement: UnverifiedStatement?

    /// The payload, for those who explain it further.
    package let envelope: DSSEEnvelope?

    private enum CodingKeys: String, CodingKey {
        case mediaType, content, signatureCount, certificate, keyHint, logEntries, timestamps, statement
    }

    /// Describes a bundle.
    public init(_ bundle: SignatureBundle) {
        mediaType = bundle.mediaType
        let material = bundle.verificationMaterial
        certificate = bundle.unverifiedCertificates.first.map(UnverifiedCertificate.init)
        keyHint = if case .publicKey(let identifier) = material.content { identifier.hint ?? "" } else { nil }
        logEntries = material.transparencyLogEntries.map(UnverifiedLogEntry.init)
        timestamps = material.timestamps.map(UnverifiedTimestamp.init)
        switch bundle.content {
        case .envelope(let envelope):
            content = .payload(type: envelope.payloadType, byteCount: envelope.payload.count)
            signatureCount = envelope.signatures.count
            statement = UnverifiedStatement(envelope)
            self.envelope = envelope
        case .messageSignature(let message):
            content = .artifact(digest: message.digestText)
            (signatureCount, statement, envelope) = (1, nil, nil)
        }
    }
}

extension MessageSignature {
    /// The digest as `sha256:…`, or as the bundle names its algorithm.
    fileprivate var digestText: String? {
        guard let digestAlgorithm, !digest.isEmpty else { return nil }
        let name =
            digestAlgorithm.digest.map { ArtifactDigest.Algorithm($0).rawValue } ?? digestAlgorithm.protobufName
        return "\(name):\(Hexadecimal.encode(digest))"
    }
}
