// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TrustAnchors {
    /// Where operating systems keep the roots of the web in PEM; the first file that exists is used.
    private static let systemFiles = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch, Gentoo
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, RHEL
        "/etc/pki/tls/certs/ca-bundle.crt",  // older RHEL
        "/var/lib/ca-certificates/ca-bundle.pem",  // openSUSE
        "/etc/ssl/cert.pem",  // macOS, Alpine
    ]

    /// Trusts the operating system's roots, which certify web servers for the most part.
    ///
    /// They therefore require the extended key usage `codeSigning`. Trust in them says only that some public authority
    /// checked a name: ask for the identity of the signer as well. A root that cannot be read is left out.
    /// - Throws: `noAnchors` if there is no file of roots, or none in it can be read.
    package static func system() throws(CertificateTrustError) -> TrustAnchors {
        try system(files: systemFiles)
    }

    static func system(files: [String]) throws(CertificateTrustError) -> TrustAnchors {
        guard let pem = files.lazy.compactMap({ try? Data(contentsOf: URL(filePath: $0)) }).first else {
            throw CertificateTrustError(
                .noAnchors,
                "the system's root certificates are at none of \(files.joined(separator: ", ")): name your own"
            )
        }
        let certificates = try X509Certificate.certificateBlocks(pem: Array(pem)).compactMap {
            try? X509Certificate(der: $0)
        }
        return try TrustAnchors(certificates, usage: .codeSigning)
    }
}
