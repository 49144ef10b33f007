// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The certificates that a caller trusts, self-signed or not. Nothing that a signature carries is ever one.
///
/// An anchor may be a root, an intermediate, or the signing certificate itself.
public struct TrustAnchors: Sendable {
    /// The most certificates that are taken.
    public static let maximumCount = 1024
    /// The most anchors that an error message lists.
    private static let maximumListedCount = 5
    /// The hexadecimal digits of a fingerprint that an error message quotes.
    private static let quotedFingerprintLength = 16

    /// The trusted certificates, at least one.
    public let certificates: [X509Certificate]
    /// What a signing certificate must say under these anchors.
    public let usage: CodeSigningUsage

    /// Trusts the given certificates.
    /// - Throws: `noAnchors`, `tooManyCertificates`.
    public init(
        _ certificates: [X509Certificate],
        usage: CodeSigningUsage = .digitalSignatureOrCodeSigning
    ) throws(CertificateTrustError) {
        guard !certificates.isEmpty else {
            throw CertificateTrustError(.noAnchors, "there is no certificate to trust: name at least one")
        }
        guard certificates.count <= Self.maximumCount else {
            throw CertificateTrustError(
                .tooManyCertificates,
                "\(certificates.count) trusted certificates exceed the limit of \(Self.maximumCount)"
            )
        }
        (self.certificates, self.usage) = (certificates, usage)
    }

    /// The first anchors by subject and fingerprint, for an error message.
    var summary: String {
        let listed = certificates.prefix(Self.maximumListedCount).map {
            "\($0.name) (SHA-256 \($0.sha256Fingerprint.prefix(Self.quotedFingerprintLength))…)"
        }
        let more = certificates.count - listed.count
        return listed.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
