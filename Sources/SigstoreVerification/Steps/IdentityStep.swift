// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import TextEncodings

/// Compares a trusted certificate with the identities that the caller accepts: Sigstore client specification §4.3.
struct IdentityStep {
    let identities: [SigstoreIdentity]

    /// - Throws: `wrongIdentity`, `wrongIssuer`, `wrongClaim`, `unusableCertificate`.
    func identify(
        _ path: CertificatePath,
        certificateLogs: [String]
    ) throws(BundleVerificationError) -> VerifiedSigner.SigstoreCertificate {
        let claims: FulcioExtensions
        let names: [String]
        do {
            claims = try path.leaf.fulcio
            names = try path.leaf.identities().map(\.value).filter { !$0.isEmpty }
        } catch {
            throw BundleVerificationError(
                .unusableCertificate,
                "what the certificate says about its holder cannot be read",
                cause: error
            )
        }
        guard let issuer = claims.issuer, !issuer.isEmpty else {
            throw BundleVerificationError(.wrongIssuer, "the certificate does not say who vouched for its holder")
        }
        // What fits best explains best: a name without its issuer more than another name.
        var reason: BundleVerificationError?
        for identity in identities {
            guard let name = names.first(where: identity.subject.accepts) else { continue }
            guard identity.issuers.contains(where: issuer.hasSameBytes(as:)) else {
                reason = BundleVerificationError(
                    .wrongIssuer,
                    "the certificate is for \(Self.quoted(name)) as \(Self.quoted(issuer)) knows it, and "
                        + "\(Self.list(identity.issuers.map(Self.quoted))) was expected"
                )
                continue
            }
            let expected = identity.claims.sorted { $0.key.rawValue < $1.key.rawValue }
            if let wrong = expected.first(where: { claims[$0.key]?.hasSameBytes(as: $0.value) != true }) {
                reason = BundleVerificationError(
                    .wrongClaim,
                    (claims[wrong.key].map { "the certificate's \(wrong.key.rawValue) is \(Self.quoted($0))" }
                        ?? "the certificate has no \(wrong.key.rawValue)")
                        + ", and \(Self.quoted(wrong.value)) was expected"
                )
                continue
            }
            return VerifiedSigner.SigstoreCertificate(
                identity: name,
                issuer: issuer,
                claims: claims.named,
                certificate: VerifiedSigner.Certificate(path),
                certificateLogs: certificateLogs
            )
        }
        throw reason
            ?? BundleVerificationError(
                .wrongIdentity,
                "the certificate is for \(Self.list(names.map(Self.quoted))), and "
                    + "\(Self.list(identities.map { Self.text($0.subject) })) was expected"
            )
    }

    /// More names than that explain nothing.
    private static let maximumListedCount = 8

    private static func list(_ texts: [String]) -> String {
        guard !texts.isEmpty else { return "nobody" }
        let more = texts.count > maximumListedCount ? " or others" : ""
        return texts.prefix(maximumListedCount).joined(separator: " or ") + more
    }

    private static func text(_ subject: SigstoreIdentity.Subject) -> String {
        switch subject {
        case .exactly(let name): quoted(name)
        case .matching(let pattern): "what matches \(quoted(pattern.source))"
        }
    }

    /// Names of workflows are long, and often differ at the end alone.
    private static func quoted(_ name: String) -> String { "'\(name.excerpt(IdentityPattern.maximumByteCount))'" }
}
