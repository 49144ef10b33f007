// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import CertificateTrust

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The time at which an authority saw a message. Only ``TimestampToken/verify(over:by:)`` makes one.
public struct VerifiedTimestamp: Sendable, Hashable {
    /// The time, as fine as the authority says it.
    public let date: Date
    /// How far the time may be off, to either side; `nil` if the authority's policy has to be asked.
    public let accuracy: Duration?
    /// The path that was valid then: from the certificate that signed to the authority's anchor.
    public let path: CertificatePath
    /// The authority's number for the timestamp, big-endian in two's complement.
    public let serialNumber: [UInt8]
    /// The policy that it was made under, an object identifier in dotted decimal form.
    public let policy: String

    init(_ token: TimestampToken, path: CertificatePath) {
        (date, accuracy, self.path) = (token.date, token.accuracy, path)
        (serialNumber, policy) = (token.serialNumber, token.policy)
    }

    /// The certificate that signed.
    public var signer: X509Certificate { path.leaf }

    /// Who signed: the subject of ``signer``, for people.
    public var authority: String { signer.subject }
}
