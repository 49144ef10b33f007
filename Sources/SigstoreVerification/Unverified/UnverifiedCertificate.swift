// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a certificate says, to be shown to a person. Nothing in it is verified.
public struct UnverifiedCertificate: Sendable, Encodable {
    /// Whose key it certifies; empty in Fulcio's.
    public let subject: String
    /// E-mail addresses, URIs and other names.
    public let names: [String]
    /// The authority that is said to have issued it.
    public let authority: String
    /// When it is valid.
    public let notValidBefore: Date, notValidAfter: Date
    /// The algorithm of its key; nil for one that is not supported.
    public let algorithm: String?
    /// SHA-256 of its DER, in hexadecimal.
    public let fingerprint: String
    /// What Fulcio recorded, under the extensions' names.
    public let claims: [String: String]
    /// The identifiers of the certificate transparency logs that signed for it, in hexadecimal.
    public let certificateLogs: [String]

    init(_ certificate: X509Certificate) {
        subject = certificate.subject
        names = (try? certificate.identities().map(\.value)) ?? certificate.subjectAlternativeNames
        authority = certificate.issuer
        (notValidBefore, notValidAfter) = (certificate.notValidBefore, certificate.notValidAfter)
        algorithm = (try? certificate.publicKey())?.algorithm.description
        fingerprint = certificate.sha256Fingerprint
        claims = (try? certificate.fulcio)?.named ?? [:]
        certificateLogs = ((try? certificate.signedCertificateTimestamps()) ?? []).map { Hexadecimal.encode($0.logID) }
    }
}

extension FulcioExtensions {
    /// All that are there, by name.
    var named: [String: String] {
        var named: [String: String] = [:]
        for field in Field.allCases { named[field.rawValue] = self[field] }
        return named
    }
}
