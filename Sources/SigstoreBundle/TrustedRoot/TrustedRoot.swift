// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Whom a deployment of Sigstore trusts: logs, certificate authorities and timestamp authorities, past ones included.
///
/// Reading is strict: unknown fields, duplicate keys and trailing bytes are errors, and so is a log's period of
/// validity without a beginning. A log whose key, or an authority whose certificates this package cannot verify is kept by
/// name and leaves the rest usable.
/// - SeeAlso: sigstore_trustroot.proto.
public struct TrustedRoot: Sendable {
    /// The largest file that is read, in bytes.
    public static let maximumByteCount = TrustDocument.maximumByteCount

    /// How many logs, or authorities, one list may have: each entry is a key that somebody keeps.
    package static let maximumEntryCount = 256

    /// Logs of signatures (Rekor).
    package let transparencyLogs: [TransparencyLogInstance]
    package let unusableTransparencyLogs: [UnusableLogInstance]
    /// Logs of certificates (RFC 6962).
    package let certificateTransparencyLogs: [TransparencyLogInstance]
    package let unusableCertificateTransparencyLogs: [UnusableLogInstance]
    /// Who issues signing certificates (Fulcio).
    package let certificateAuthorities: [CertificateAuthority]
    package let unusableCertificateAuthorities: [UnusableCertificateAuthority]
    /// Who signs time (RFC 3161).
    package let timestampAuthorities: [CertificateAuthority]
    package let unusableTimestampAuthorities: [UnusableCertificateAuthority]

    package init(
        transparencyLogs: [TransparencyLogInstance],
        certificateTransparencyLogs: [TransparencyLogInstance],
        certificateAuthorities: [CertificateAuthority],
        timestampAuthorities: [CertificateAuthority]
    ) {
        self.transparencyLogs = transparencyLogs
        self.certificateTransparencyLogs = certificateTransparencyLogs
        self.certificateAuthorities = certificateAuthorities
        self.timestampAuthorities = timestampAuthorities
        (unusableTransparencyLogs, unusableCertificateTransparencyLogs) = ([], [])
        (unusableCertificateAuthorities, unusableTimestampAuthorities) = ([], [])
    }

    /// Reads the JSON of a trusted root, version 0.1 or 0.2.
    ///
    /// - Throws: ``TrustedRootError`` with `tooLarge`, `malformed`, `wrongMediaType`, `missingValidityStart`,
    ///   `malformedKey`, `keyMismatch` or `malformedCertificate`.
    public init(parsing bytes: [UInt8]) throws(TrustedRootError) {
        self = try TrustDocument.parse(bytes, as: Self.kind) { try TrustedRoot(&$0) }
    }

    /// Reads a file; one that is too large is refused before it is read.
    ///
    /// - Throws: ``TrustedRootError`` as ``init(parsing:)`` does, and with `notFound` or `unreadable`.
    public init(contentsOf file: URL) throws(TrustedRootError) {
        self = try TrustDocument.read(file, as: Self.kind) { bytes throws(TrustedRootError) in
            try TrustedRoot(parsing: bytes)
        }
    }
}

extension TrustedRoot {
    static let kind = "trusted root"
    /// The current one last.
    private static let mediaTypes = [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    ]

    /// Reads the fields; the caller finishes.
    init(_ fields: inout ProtobufFields) throws {
        try TrustDocument.requireMediaType(Self.mediaTypes, in: &fields, of: Self.kind)
        (transparencyLogs, unusableTransparencyLogs) = try Self.logs("tlogs", of: .transparency, in: &fields)
        (certificateTransparencyLogs, unusableCertificateTransparencyLogs) =
            try Self.logs("ctlogs", of: .certificateTransparency, in: &fields)
        (certificateAuthorities, unusableCertificateAuthorities) =
            try Self.authorities("certificateAuthorities", in: &fields)
        (timestampAuthorities, unusableTimestampAuthorities) =
            try Self.authorities("timestampAuthorities", in: &fields)
    }

    private static func logs(
        _ name: String,
        of kind: LogKind,
        in fields: inout ProtobufFields
    ) throws -> ([TransparencyLogInstance], [UnusableLogInstance]) {
        var (usable, unusable): ([TransparencyLogInstance], [UnusableLogInstance]) = ([], [])
        for element in try fields.messages(name, maximumCount: maximumEntryCount) {
            switch try TransparencyLogInstance.read(element, of: kind) {
            case .usable(let log): usable.append(log)
            case .unusable(let log): unusable.append(log)
            }
        }
        return (usable, unusable)
    }

    private static func authorities(
        _ name: String,
        in fields: inout ProtobufFields
    ) throws -> ([CertificateAuthority], [UnusableCertificateAuthority]) {
        var (usable, unusable): ([CertificateAuthority], [UnusableCertificateAuthority]) = ([], [])
        for element in try fields.messages(name, maximumCount: maximumEntryCount) {
            switch try CertificateAuthority.read(element) {
            case .usable(let authority): usable.append(authority)
            case .unusable(let authority): unusable.append(authority)
            }
        }
        return (usable, unusable)
    }
}
