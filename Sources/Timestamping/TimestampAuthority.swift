// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import CertificateTrust
import TextEncodings
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A time-stamping authority that the caller trusts.
///
/// The last certificate of its chain is the anchor, self-signed or not. The first is the one that signs, and then no
/// other may; or it is a certificate authority, and then a timestamp carries the certificate that signed.
public struct TimestampAuthority: Sendable {
    /// The most certificates of a chain.
    public static let maximumCertificateCount = 10

    /// Leaf first, if there is one, and anchor last.
    public let chain: [X509Certificate]
    /// The only certificate that may sign, if the chain begins with one.
    public let signer: X509Certificate?
    private let trusted: TrustedChain

    /// Trusts an authority by its chain, each certificate issued by the one after it.
    /// - Throws: `noCertificate`, `tooManyCertificates`, `malformed`.
    public init(chain: [X509Certificate]) throws(TimestampError) {
        guard let first = chain.first else {
            throw TimestampError(.noCertificate, "a time-stamping authority needs a certificate to be trusted by")
        }
        guard chain.count <= Self.maximumCertificateCount else {
            throw TimestampError(
                .tooManyCertificates,
                "the authority's chain has \(chain.count) certificates, more than the limit of \(Self.maximumCertificateCount)"
            )
        }
        trusted = try TimestampError.reading("an authority's chain") {
            try TrustedChain(chain, purpose: .timeStamping)
        }
        self.chain = chain
        signer = try Self.isAuthority(first) ? nil : first
    }

    /// Whether a certificate is there to issue others; before version 3 nothing marks one, or an end entity.
    private static func isAuthority(_ certificate: X509Certificate) throws(TimestampError) -> Bool {
        let constraints = try TimestampError.reading("the basic constraints of a certificate") {
            try certificate.x509.extensions.basicConstraints
        }
        if case .isCertificateAuthority = constraints { return true }
        return certificate.x509.version == .v1
    }

    /// The certificate that a timestamp says it was signed with, if it is one that may have.
    /// - Throws: `untrustedAuthority`, `missingCertificate`, `malformed`.
    func signer(of token: TimestampToken) throws(TimestampError) -> SignerCertificate {
        let identifier = token.signedData.signer.identifier
        if let signer {
            let signer = try SignerCertificate(signer)
            guard identifier.names(signer) else {
                throw TimestampError(
                    .untrustedAuthority,
                    "the timestamp was not signed by \(signer.certificate.subject.excerpt()) but with another certificate"
                )
            }
            return signer
        }
        for certificate in token.certificates {
            let certificate = try SignerCertificate(certificate)
            if identifier.names(certificate) { return certificate }
        }
        throw TimestampError(
            .missingCertificate,
            """
            the certificate that the timestamp was signed with is not among those in it that can be read, nor in the \
            chain of the authority \
            \(trusted.anchor.subject.excerpt()): add it to that chain, or request timestamps with their certificates
            """
        )
    }

    /// The path from the certificate that signed to the anchor, valid at the time of the timestamp.
    ///
    /// What came with the timestamp may lie between the two only if the chain does not begin with the signer.
    /// - Throws: `untrustedAuthority`, `notValidAtTime`, `missingUsage`, `tooManyCertificates`, `malformed`.
    func path(
        of signer: X509Certificate,
        with embedded: [X509Certificate],
        at date: Date
    ) async throws(TimestampError) -> CertificatePath {
        let others = self.signer == nil ? embedded.filter { $0 != signer && !chain.contains($0) } : []
        do {
            return try await trusted.validate(signer, with: others, at: date)
        } catch {
            throw TimestampError(
                Self.code(for: error.code),
                """
                the signer of the timestamp, \(signer.subject.excerpt()), was not certified for it by \
                \(trusted.anchor.subject.excerpt()) at its time, \(date.formatted(.iso8601))
                """,
                cause: error
            )
        }
    }

    private static func code(for code: CertificateTrustError.Code) -> TimestampError.Code {
        switch code {
        case .expired, .notYetValid: .notValidAtTime
        case .missingUsage, .contradictoryUsage, .usageNotCritical: .missingUsage
        case .tooManyCertificates: .tooManyCertificates
        case .malformedCertificate: .malformed
        default: .untrustedAuthority
        }
    }
}
