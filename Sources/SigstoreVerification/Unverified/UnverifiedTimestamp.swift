// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Timestamping

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a time stamp says, to be shown to a person. Nothing in it is verified.
public struct UnverifiedTimestamp: Sendable, Encodable {
    /// The time; nil for a time stamp that cannot be read.
    public let date: Date?
    /// Why it cannot be read.
    public let fault: String?
    /// The subjects of the certificates that came with it.
    public let certificates: [String]

    init(_ der: [UInt8]) {
        do {
            let token = try TimestampResponse(parsing: der).token
            (date, fault, certificates) = (token.date, nil, token.certificates.map(\.subject))
        } catch {
            (date, fault, certificates) = (nil, "\(error)", [])
        }
    }
}
