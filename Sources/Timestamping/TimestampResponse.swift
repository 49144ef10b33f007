// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// An authority's answer, with a timestamp in it: a `TimeStampResp` in DER.
///
/// `TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken TimeStampToken OPTIONAL }`
/// - SeeAlso: RFC 3161 §2.4.2.
public struct TimestampResponse: Sendable {
    /// The largest response that is read; those of public authorities have at most 8 KiB.
    public static let maximumByteCount = 64 << 10

    /// The timestamp, which nothing has checked yet.
    public let token: TimestampToken

    /// Reads a response.
    /// - Throws: `rejected` if the authority made no timestamp; `tooLarge`, `malformed`, `tooManyCertificates`,
    ///   `unsupportedAlgorithm` (the imprint's), `unsupportedExtension`.
    public init(parsing der: [UInt8]) throws(TimestampError) {
        try Self.checkSize(der)
        token = try TimestampError.reading("a time-stamp response") {
            try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
                let status = try ResponseStatus(derEncoded: nodes.required("the status"))
                let token = nodes.next()
                try status.requireGranted()
                guard let token else {
                    throw TimestampError(.malformed, "the response says that there is a timestamp, and there is none")
                }
                return try TimestampToken(derEncoded: token)
            }
        }
    }

    /// - Throws: `tooLarge`.
    static func checkSize(_ der: [UInt8]) throws(TimestampError) {
        guard der.count <= maximumByteCount else {
            throw TimestampError(
                .tooLarge,
                "a timestamp of \(der.count) bytes exceeds the limit of \(maximumByteCount)"
            )
        }
    }
}
