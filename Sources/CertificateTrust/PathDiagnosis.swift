// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

/// Finds out why there is no valid path: X509 gives its reasons only as text for developers.
struct PathDiagnosis {
    let leaf: X509Certificate
    let intermediates: [X509Certificate]
    let anchors: TrustAnchors
    let purpose: CertificatePurpose
    let date: ValidationDate

    /// The reason to report, given the paths whose names and signatures fit and which a policy rejected.
    ///
    /// A path that fails by its dates alone goes before the others: it is the one that was meant.
    func error(rejected: [[X509Certificate]]) -> CertificateTrustError {
        let reasons = rejected.map(reason)
        return reasons.first { $0.code == .expired || $0.code == .notYetValid } ?? reasons.first
            ?? unhandledExtension() ?? untrusted()
    }

    /// Why a policy rejected a path; its dates come last.
    private func reason(for path: [X509Certificate]) -> CertificateTrustError {
        do {
            try IssuerPolicy.check(path, for: purpose)
            for certificate in path { try date.check(certificate) }
        } catch {
            return error
        }
        // Of RFC5280Policy's rules only name constraints are not repeated here.
        return CertificateTrustError(
            .nameConstraint,
            """
            the path from certificate \(leaf.name) to \(path.last?.name ?? leaf.name) has a name that the name \
            constraints of one of its issuers do not allow, or a constraint that cannot be evaluated
            """
        )
    }

    /// An issuer on the way to an anchor that X509 passed over for its critical extensions.
    private func unhandledExtension() -> CertificateTrustError? {
        var reached = [leaf]
        var next = 0
        var candidates = intermediates
        while next < reached.count {
            let subject = reached[next]
            next += 1
            for issuer in candidates + anchors.certificates where issuer.hasIssued(subject) {
                do {
                    try CriticalExtensions.check(issuer)
                } catch {
                    return error
                }
            }
            reached += candidates.filter { $0.hasIssued(subject) }
            candidates.removeAll { reached.contains($0) }
        }
        return nil
    }

    private func untrusted() -> CertificateTrustError {
        let isNamesake = anchors.certificates.contains { $0.x509.subject == leaf.x509.issuer }
        let reason =
            isNamesake
            ? "a trusted certificate has the name of its issuer \(leaf.issuerName) but not the key that signed it"
            : "its issuer \(leaf.issuerName) does not lead to a trusted certificate"
        return CertificateTrustError(
            .untrusted,
            """
            certificate \(leaf.name) is not trusted: \(reason); trusted are \(anchors.summary): name the signer's \
            root certificate if you trust it, and make sure that the signature carries the certificates between
            """
        )
    }
}
