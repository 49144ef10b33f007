// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreBundle
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Validates the signer's certificate at every time of the signature: Sigstore client specification §4.3, the hybrid
/// model.
struct ChainStep {
    let trustedRoot: TrustedRoot

    /// - Returns: The path at the first of `dates`.
    /// - Throws: `untrustedCertificate`, `outsideAuthorityValidity`, `outsideCertificateValidity`.
    func validate(_ chain: PresentedChain, at dates: [Date]) async throws(BundleVerificationError) -> CertificatePath {
        var first: CertificatePath?
        for date in dates {
            let path = try await validate(chain, at: date)
            if first == nil { first = path }
        }
        guard let first else {
            throw BundleVerificationError(.missingTime, "no time of signing is known")
        }
        return first
    }

    private func validate(
        _ chain: PresentedChain,
        at date: Date
    ) async throws(BundleVerificationError) -> CertificatePath {
        var reason = BundleVerificationError(
            .untrustedCertificate,
            trustedRoot.unusableCertificateAuthorities.first.map {
                "the trust root's authority '\($0.uri.excerpt())' cannot be used: \($0.reason)"
            } ?? "the trust root names no certificate authority"
        )
        for authority in trustedRoot.certificateAuthorities {
            do {
                let path = try await path(of: chain, under: authority, at: date)
                if authority.validity.contains(date) { return path }
                reason = BundleVerificationError(
                    .outsideAuthorityValidity,
                    "the signature is of \(date.formatted(.iso8601)), and the authority '\(authority.uri.excerpt())' is trusted "
                        + "\(authority.validity.text)"
                )
            } catch {
                let isValidity = error.code == .expired || error.code == .notYetValid
                // What is wrong under the right authority explains more than that others did not issue it.
                guard error.code != .untrusted || reason.code == .untrustedCertificate else { continue }
                reason = BundleVerificationError(
                    isValidity ? .outsideCertificateValidity : .untrustedCertificate,
                    "the signer cannot be trusted at \(date.formatted(.iso8601))",
                    cause: error
                )
            }
        }
        throw reason
    }

    private func path(
        of chain: PresentedChain,
        under authority: CertificateAuthority,
        at date: Date
    ) async throws(CertificateTrustError) -> CertificatePath {
        try await TrustedChain(authority.chain, purpose: .codeSigning(.sigstore))
            .validate(chain.leaf, with: chain.intermediates, at: date)
    }
}
