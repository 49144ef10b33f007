// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

extension X509Certificate {
    /// The most labels that an error message quotes.
    private static let maximumQuotedLabels = 5

    /// Reads every `CERTIFICATE` block of a PEM file in order; text and other blocks around them are ignored.
    ///
    /// At most 4 MiB and 1024 blocks.
    /// - Throws: `tooLarge`, `noCertificate`, `malformedCertificate`.
    /// - SeeAlso: RFC 7468 §5.
    public static func parse(pem: [UInt8]) throws(CertificateTrustError) -> [X509Certificate] {
        var certificates: [X509Certificate] = []
        for block in try certificateBlocks(pem: pem) { certificates.append(try X509Certificate(der: block)) }
        return certificates
    }

    /// The contents of all `CERTIFICATE` blocks, at least one.
    static func certificateBlocks(pem: [UInt8]) throws(CertificateTrustError) -> [[UInt8]] {
        let blocks: [PEMBlock]
        do {
            blocks = try PEMBlock.parse(pem)
        } catch {
            throw CertificateTrustError(
                error.code == .tooLarge ? .tooLarge : .malformedCertificate,
                "the file of certificates cannot be read as PEM",
                cause: error
            )
        }
        let certificates = blocks.filter { $0.label == "CERTIFICATE" }
        guard !certificates.isEmpty else {
            throw CertificateTrustError(.noCertificate, noCertificate(found: blocks, in: pem))
        }
        return certificates.map(\.bytes)
    }

    private static func noCertificate(found blocks: [PEMBlock], in pem: [UInt8]) -> String {
        let labels = blocks.prefix(maximumQuotedLabels).map(\.label).joined(separator: ", ")
        return switch (labels.isEmpty, pem.first) {
        case (false, _): "the PEM file holds no CERTIFICATE block, only \(labels)"
        case (true, 0x30): "the file is not PEM: it looks like DER, which has to be converted to PEM"
        case (true, _): "the file holds no PEM block; a certificate begins with -----BEGIN CERTIFICATE-----"
        }
    }
}

extension X509Certificate {
    /// The certificate as PEM text: lines of 64 columns, with a line feed at the end (RFC 7468 §5).
    public var pem: String { pemText(label: "CERTIFICATE", der: der) }
}
