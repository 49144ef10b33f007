// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings
import X509

/// A name that a certificate was issued for. Nothing about it is trusted.
///
/// Two are equal if their kinds, their bytes and their marks are.
/// - SeeAlso: RFC 5280 §4.2.1.6.
public struct CertificateName: Sendable {
    /// What a name names. The set may grow: a `switch` over it outside this package needs a `default`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An email address, `rfc822Name`.
        case email
        /// A URI, `uniformResourceIdentifier`.
        case uri
        /// A host, `dNSName`.
        case dns
        /// A user name of Fulcio's, an `otherName` of type 1.3.6.1.4.1.57264.1.7.
        case otherName
    }

    /// What it names.
    public let kind: Kind
    /// The name exactly as the certificate has it.
    public let value: String
    /// Whether the extension that holds the names is critical, as it must be in a certificate without a subject.
    public let isCritical: Bool
}

extension CertificateName: Hashable {
    /// Whether both are the same kind and the same bytes.
    public static func == (a: Self, b: Self) -> Bool {
        a.kind == b.kind && a.isCritical == b.isCritical && a.value.hasSameBytes(as: b.value)
    }

    /// Hashes kind and bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        for byte in value.utf8 { hasher.combine(byte) }
    }
}

extension X509Certificate {
    /// Reads the names that it was issued for and that can be a signer's, in their order.
    ///
    /// Addresses, directory names and other names of other types are left out.
    /// - Throws: `malformedCertificate`.
    public func identities() throws(CertificateTrustError) -> [CertificateName] {
        do {
            let names = try x509.extensions.subjectAlternativeNames ?? SubjectAlternativeNames()
            let isCritical = x509.extensions[oid: .X509ExtensionID.subjectAlternativeName]?.critical == true
            return try names.compactMap { name in
                try name.identity.map { CertificateName(kind: $0.kind, value: $0.value, isCritical: isCritical) }
            }
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "a name that certificate \(self.name) was issued for cannot be read",
                cause: error
            )
        }
    }
}

extension GeneralName {
    /// The type of Fulcio's user names (Fulcio, docs/oid-info.md, "OtherName SAN").
    private static let userName: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 57264, 1, 7]

    /// The name as text, if it is one that can be a signer's.
    fileprivate var identity: (kind: CertificateName.Kind, value: String)? {
        get throws {
            switch self {
            case .rfc822Name(let name): (.email, name)
            case .uniformResourceIdentifier(let name): (.uri, name)
            case .dnsName(let name): (.dns, name)
            case .otherName(let name) where name.typeID == Self.userName: (.otherName, try name.text)
            default: nil
            }
        }
    }
}

extension GeneralName.OtherName {
    /// `OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT UTF8String }`
    fileprivate var text: String {
        get throws {
            guard let value, let bytes = try? ASN1UTF8String(asn1Any: value).bytes,
                let text = bytes.withUnsafeBufferPointer({ String(utf8: $0) })
            else { throw ASN1Error.invalidASN1Object(reason: "a user name is one DER UTF8String") }
            return text
        }
    }
}
