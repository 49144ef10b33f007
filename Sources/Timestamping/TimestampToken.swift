// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import CertificateTrust
import SwiftASN1

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A signed statement of an authority that it saw the hash of a message at some time. Nothing has checked it yet.
///
/// A `TimeStampToken`: CMS signed data (RFC 5652) over a `TSTInfo`, both in DER.
/// - SeeAlso: RFC 3161 §2.4.2.
public struct TimestampToken: Sendable {
    let info: TimestampInfo
    let signedData: SignedData

    /// Reads a token without the response around it.
    /// - Throws: `tooLarge`, `malformed`, `missingAttribute`, `tooManyCertificates`, `unsupportedAlgorithm` (the
    ///   imprint's), `unsupportedExtension`.
    public init(parsing der: [UInt8]) throws(TimestampError) {
        try TimestampResponse.checkSize(der)
        self = try TimestampError.reading("a time-stamp token") { try Self(derEncoded: DER.parse(der)) }
    }

    init(derEncoded node: ASN1Node) throws {
        signedData = try SignedData(contentInfo: node)
        info = try TimestampInfo(der: signedData.content)
    }

    /// When the authority says that it saw the message, as fine as it says it.
    public var date: Date { info.date }

    /// How far the time may be off, to either side; `nil` if the authority's policy has to be asked.
    public var accuracy: Duration? { info.accuracy }

    /// The policy of the authority that it was made under, an object identifier in dotted decimal form.
    public var policy: String { info.policy.dotted }

    /// The authority's number for it, big-endian in two's complement, at most 64 bytes.
    public var serialNumber: [UInt8] { info.serialNumber.bytes }

    /// The hash of the message.
    public var messageImprint: MessageImprint { info.messageImprint }

    /// Whether every two timestamps of the authority can be ordered by their dates, whatever the accuracy.
    public var isOrdered: Bool { info.isOrdered }

    /// The number by which a request knows its answer, in the form of ``serialNumber``.
    public var nonce: [UInt8]? { info.nonce?.bytes }

    /// The certificates that came with it and can be used here, in their order. Nothing about them is trusted.
    public var certificates: [X509Certificate] { signedData.certificates }
}
