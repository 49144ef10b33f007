// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The certificates of one authority in a trusted root: the last is trusted, the others lead to it.
///
/// The last may be an intermediate itself. The first may be the certificate that signs, as in timestamp authorities.
/// - SeeAlso: Sigstore protobuf-specs, sigstore_common.proto, `X509CertificateChain`.
package struct TrustedChain: Sendable {
    /// The certificates as they were given, the anchor last.
    package let certificates: [X509Certificate]
    /// What the authority certifies.
    package let purpose: CertificatePurpose
    /// The trusted certificate.
    package let anchor: X509Certificate
    private let anchors: TrustAnchors

    /// Trusts the last certificate.
    /// - Throws: `noAnchors` if there is none, `tooManyCertificates`.
    package init(_ certificates: [X509Certificate], purpose: CertificatePurpose) throws(CertificateTrustError) {
        guard certificates.count <= CertificatePathValidator.maximumIntermediateCount + 1 else {
            throw CertificateTrustError(
                .tooManyCertificates,
                """
                \(certificates.count) certificates of one authority exceed the limit of \
                \(CertificatePathValidator.maximumIntermediateCount + 1)
                """
            )
        }
        guard let anchor = certificates.last else {
            throw CertificateTrustError(.noAnchors, "an authority without a certificate cannot be trusted")
        }
        anchors = try TrustAnchors([anchor])
        (self.certificates, self.purpose, self.anchor) = (certificates, purpose, anchor)
    }

    /// Finds a path from `leaf` to the anchor whose certificates, the anchor included, are all valid at `date`.
    ///
    /// - Parameters:
    ///   - others: Certificates that came with the leaf and are not trusted; at most ten, the chain's own included.
    ///   - date: The verified time of signing. Both ends of a validity count as valid.
    /// - Throws: as ``CertificatePathValidator/validate(_:intermediates:at:)``.
    package func validate(
        _ leaf: X509Certificate,
        with others: [X509Certificate] = [],
        at date: Date
    ) async throws(CertificateTrustError) -> CertificatePath {
        try await CertificatePathValidator(anchors: anchors, purpose: purpose)
            .validate(leaf, intermediates: certificates.dropLast() + others, at: date)
    }
}
