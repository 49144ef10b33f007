// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A log's signed promise to include a certificate, as the certificate carries it. Nothing about it is verified.
///
/// ```
/// struct { Version sct_version; LogID id; uint64 timestamp; CtExtensions extensions; digitally-signed … }
/// ```
/// - SeeAlso: RFC 6962 §3.2.
public struct SignedCertificateTimestamp: Sendable, Hashable {
    /// What the log is called: SHA-256 of its key's SubjectPublicKeyInfo, 32 bytes.
    public let logID: [UInt8]
    /// When the log took the certificate, to the millisecond.
    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
    /// What else the log signed; a static log puts the index of the entry here (C2SP static-ct-api).
    public let extensions: [UInt8]
    /// How the log says that it signed.
    package let algorithm: Algorithm
    /// The signature, in the encoding of its algorithm.
    public let signature: [UInt8]
    /// ``date`` as it is signed: milliseconds since 1970, leap seconds not counted.
    package let milliseconds: UInt64

    /// The `SignatureAndHashAlgorithm` of TLS 1.2 (RFC 5246 §7.4.1.4.1). Any pair of numbers is read.
    package struct Algorithm: Sendable, Hashable {
        package let hash: UInt8
        package let signature: UInt8
    }
}
