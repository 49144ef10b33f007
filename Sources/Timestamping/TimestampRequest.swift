// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// What an authority is asked for: a timestamp over the hash of a message.
///
/// ```
/// TimeStampReq ::= SEQUENCE { version INTEGER { v1(1) }, messageImprint MessageImprint, reqPolicy OBJECT IDENTIFIER OPTIONAL,
///     nonce INTEGER OPTIONAL, certReq BOOLEAN DEFAULT FALSE, extensions [0] IMPLICIT Extensions OPTIONAL }
/// ```
/// - SeeAlso: RFC 3161 §2.4.1.
public struct TimestampRequest: Sendable, Hashable {
    /// The longest nonce.
    public static let maximumNonceByteCount = 32

    /// The hash of the message.
    public let messageImprint: MessageImprint
    /// A number that the answer repeats, big-endian in two's complement.
    public let nonce: [UInt8]?
    /// Whether the answer has to carry the signer's certificate.
    public let includesCertificates: Bool
    /// The request in DER, as it is sent.
    public let der: [UInt8]

    /// Asks for a timestamp.
    /// - Parameters:
    ///   - nonce: 1 to 32 bytes that are different each time, best 8 random ones, read as a number without a sign.
    ///   - includesCertificates: `certReq`.
    /// - Throws: `malformed` for an empty nonce, `tooLarge` for one that is too long.
    public init(
        over messageImprint: MessageImprint,
        nonce: [UInt8]?,
        includesCertificates: Bool = true
    ) throws(TimestampError) {
        if let nonce {
            guard !nonce.isEmpty else { throw TimestampError(.malformed, "a nonce needs at least one byte") }
            guard nonce.count <= Self.maximumNonceByteCount else {
                throw TimestampError(
                    .tooLarge,
                    "a nonce of \(nonce.count) bytes exceeds the limit of \(Self.maximumNonceByteCount)"
                )
            }
        }
        let number = nonce.map { IntegerBytes(unsigned: $0) }
        (self.messageImprint, self.nonce, self.includesCertificates) = (
            messageImprint, number?.bytes, includesCertificates
        )
        der = try TimestampError.reading("a time-stamp request") {
            var coder = DER.Serializer()
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(1)
                try messageImprint.write(into: &coder)
                if let number { try coder.serialize(number) }
                if includesCertificates { try coder.serialize(true) }
            }
            return coder.serializedBytes
        }
    }

    /// Checks that a timestamp answers this request, whoever made it.
    /// - Throws: `imprintMismatch`, `nonceMismatch`, `missingCertificate`.
    /// - SeeAlso: RFC 3161 §2.2.
    public func check(_ token: TimestampToken) throws(TimestampError) {
        guard token.messageImprint == messageImprint else {
            throw TimestampError(.imprintMismatch, "the timestamp is over another hash than the one that was sent")
        }
        guard token.nonce == nonce else {
            throw TimestampError(
                .nonceMismatch,
                "the timestamp does not repeat the nonce that was sent, and may be an answer from another time"
            )
        }
        guard includesCertificates else { return }
        for certificate in token.certificates {
            if try token.signedData.signer.identifier.names(SignerCertificate(certificate)) { return }
        }
        throw TimestampError(.missingCertificate, "the timestamp was to carry its signer's certificate, and does not")
    }
}
