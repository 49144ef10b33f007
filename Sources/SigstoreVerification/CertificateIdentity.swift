// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import CertificateTrust

/// Which certificates of a trusted authority are accepted.
public enum CertificateIdentity: Sendable, Hashable {
    /// Every certificate that the authority issued for signing.
    case any
    /// One whose subject alternative names (e-mail, URI, DNS) hold exactly this value, byte for byte.
    case subjectAlternativeName(String)

    /// Whether `certificate` is one of these.
    public func accepts(_ certificate: X509Certificate) -> Bool {
        switch self {
        case .any: true
        case .subjectAlternativeName(let name):
            certificate.subjectAlternativeNames.contains { $0.utf8.elementsEqual(name.utf8) }
        }
    }
}
