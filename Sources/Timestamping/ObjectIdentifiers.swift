// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

extension ASN1ObjectIdentifier {
    // RFC 5652 §5.1, §11; RFC 3161 §2.4.2
    static let signedData: Self = "1.2.840.113549.1.7.2"
    static let timestampInfo: Self = "1.2.840.113549.1.9.16.1.4"
    static let contentType: Self = "1.2.840.113549.1.9.3"
    static let messageDigest: Self = "1.2.840.113549.1.9.4"
    // RFC 2634 §5.4, RFC 5035 §3
    static let signingCertificate: Self = "1.2.840.113549.1.9.16.2.12"
    static let signingCertificateV2: Self = "1.2.840.113549.1.9.16.2.47"
    // RFC 5754 §2
    static let sha256: Self = "2.16.840.1.101.3.4.2.1"
    static let sha384: Self = "2.16.840.1.101.3.4.2.2"
    static let sha512: Self = "2.16.840.1.101.3.4.2.3"
    // RFC 5758 §3.2
    static let ecdsaWithSHA256: Self = "1.2.840.10045.4.3.2"
    static let ecdsaWithSHA384: Self = "1.2.840.10045.4.3.3"
    static let ecdsaWithSHA512: Self = "1.2.840.10045.4.3.4"
    // RFC 3370 §3.2, RFC 4055 §5 and §3.1
    static let rsaEncryption: Self = "1.2.840.113549.1.1.1"
    static let sha256WithRSAEncryption: Self = "1.2.840.113549.1.1.11"
    static let sha384WithRSAEncryption: Self = "1.2.840.113549.1.1.12"
    static let sha512WithRSAEncryption: Self = "1.2.840.113549.1.1.13"
    static let rsassaPSS: Self = "1.2.840.113549.1.1.10"
    static let mgf1: Self = "1.2.840.113549.1.1.8"
    // RFC 8410 §3
    static let ed25519: Self = "1.3.101.112"
    // RFC 5280 §4.2.1.2, §4.2.1.6
    static let subjectKeyIdentifier: Self = "2.5.29.14"
    static let subjectAlternativeName: Self = "2.5.29.17"

    /// The longest identifier that is written out.
    private static let maximumDottedLength = 128

    /// The dotted numbers, cut short: the identifier may come from input and be as long as that.
    ///
    /// SwiftASN1's `description` gives 2.999 as 24.119 (X.690 §8.19.4: below 2, the second number has no limit).
    var dotted: String {
        var numbers = oidComponents
        if numbers.count > 1, numbers[0] > 2 {
            // Neither overflows: the two came out of one number by dividing it.
            (numbers[0], numbers[1]) = (2, (numbers[0] - 2) * 40 + numbers[1])
        }
        let text = numbers.map(String.init).joined(separator: ".")
        return text.utf8.count <= Self.maximumDottedLength ? text : text.prefix(Self.maximumDottedLength) + "…"
    }
}

extension ASN1Identifier {
    /// `[number]`, with either tagging.
    static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}
