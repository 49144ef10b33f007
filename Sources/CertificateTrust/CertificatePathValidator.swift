// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

@_spi(FixedExpiryValidationTime) import X509

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Finds a valid path from a certificate that signs to a trust anchor, at a given date.
///
/// Applies RFC 5280 §6.1 with these choices: anchors need not be self-signed, and their own constraints and dates
/// count; among candidates of a name, key identifier and signature decide; a critical extension that is not known, and
/// a name constraint that cannot be evaluated, is an error; there is no revocation check.
public struct CertificatePathValidator: Sendable {
    /// The most certificates that may come with a signing certificate, a needless root included.
    public static let maximumIntermediateCount = 10

    /// What is trusted.
    public let anchors: TrustAnchors
    /// What the leaf must be for.
    package let purpose: CertificatePurpose

    /// Creates a validator that trusts only the given anchors, for signing.
    public init(anchors: TrustAnchors) {
        self.init(anchors: anchors, purpose: .codeSigning(anchors.usage))
    }

    /// Creates a validator that trusts only the given anchors, whatever usage they ask for, for one purpose.
    package init(anchors: TrustAnchors, purpose: CertificatePurpose) {
        (self.anchors, self.purpose) = (anchors, purpose)
    }

    /// Validates `leaf` for its purpose, with the certificates that came with it in any order.
    ///
    /// A leaf that is itself an anchor, byte for byte, needs no issuer and no mark of an authority; its dates, usage and
    /// critical extensions count all the same.
    /// - Parameter date: The trusted time of signing, or now if there is none.
    /// - Throws: `untrusted`, `expired`, `notYetValid`, `invalidDate`, `missingUsage`, `contradictoryUsage`,
    ///   `usageNotCritical`, `pathConstraint`, `nameConstraint`, `unhandledCriticalExtension`, `weakAlgorithm`,
    ///   `malformedCertificate`, `tooManyCertificates`.
    public func validate(
        _ leaf: X509Certificate,
        intermediates: [X509Certificate],
        at date: Date
    ) async throws(CertificateTrustError) -> CertificatePath {
        guard intermediates.count <= Self.maximumIntermediateCount else {
            throw CertificateTrustError(
                .tooManyCertificates,
                """
                \(intermediates.count) certificates came with certificate \(leaf.name), more than the limit of \
                \(Self.maximumIntermediateCount)
                """
            )
        }
        let date = try ValidationDate(date)
        try CriticalExtensions.check(leaf)
        try purpose.check(leaf)
        guard !anchors.certificates.contains(leaf) else {
            try date.check(leaf)
            return CertificatePath(leaf: leaf, issuers: [], date: date.date)
        }
        let issuers = try await issuers(of: leaf, among: intermediates, at: date)
        return CertificatePath(leaf: leaf, issuers: issuers, date: date.date)
    }

    private func issuers(
        of leaf: X509Certificate,
        among intermediates: [X509Certificate],
        at date: ValidationDate
    ) async throws(CertificateTrustError) -> [X509Certificate] {
        let known = KnownCertificates([leaf] + intermediates + anchors.certificates)
        var verifier = Verifier(rootCertificates: CertificateStore(anchors.certificates.map(\.x509))) {
            RFC5280Policy(fixedExpiryValidationTime: date.date)
            IssuerPolicy(known: known, purpose: purpose)
        }
        let result = await verifier.validate(
            leaf: leaf.x509,
            intermediates: CertificateStore(custom: IntermediateStore(intermediates.map(\.x509)))
        )
        let rejected: [[X509Certificate]]
        switch result {
        case .validCertificate(let chain):
            if let path = known.path(chain) { return Array(path.dropFirst()) }
            rejected = []
        case .couldNotValidate(let failures):
            rejected = failures.compactMap { known.path($0.chain) }
        }
        throw PathDiagnosis(leaf: leaf, intermediates: intermediates, anchors: anchors, purpose: purpose, date: date)
            .error(rejected: rejected)
    }
}
