// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
public import CertificateTrust
public import SignatureKeys
public import SigstoreBundle

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Checks a bundle's signature against what the caller trusts. It reads no file and no network.
///
/// The set of methods is closed: every way to a ``VerifiedPayload`` is in this module.
public struct BundleVerifier: Sendable {
    enum Method: Sendable {
        case key(PublicKey)
        case certificate(CertificateMethod)
        case sigstore(SigstoreMethod)
    }

    struct CertificateMethod: Sendable {
        let anchors: TrustAnchors
        let identity: CertificateIdentity
        let time: CertificateTimePolicy
        let now: @Sendable () -> Date
    }

    private let method: Method

    /// Accepts signatures by `key` and no other.
    public static func key(_ key: PublicKey) -> BundleVerifier {
        BundleVerifier(method: .key(key))
    }

    /// Accepts signatures by certificates that lead to one of `anchors` and may sign code or content.
    ///
    /// - Parameters:
    ///   - anchors: The certificates that the caller trusts, self-signed or not; nothing in a bundle is ever one.
    ///   - identity: Which of the authority's certificates are accepted.
    ///   - time: When the certificate must be valid.
    ///   - now: The clock, for ``CertificateTimePolicy/currentTime``.
    public static func certificate(
        anchors: TrustAnchors,
        identity: CertificateIdentity = .any,
        time: CertificateTimePolicy = .currentTime,
        now: @escaping @Sendable () -> Date = { Date() }
    ) -> BundleVerifier {
        BundleVerifier(
            method: .certificate(
                CertificateMethod(anchors: anchors, identity: identity, time: time, now: now)
            )
        )
    }

    /// Accepts signatures by certificates of the system's web authorities that were issued for code signing to
    /// exactly `subjectAlternativeName`.
    ///
    /// Those authorities vouch for millions of names, so neither condition can be left out.
    /// - Throws: `CertificateTrustError` when the system's certificates cannot be read.
    public static func systemCertificate(
        subjectAlternativeName: String,
        time: CertificateTimePolicy = .currentTime,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> BundleVerifier {
        certificate(
            anchors: try TrustAnchors.system(),
            identity: .subjectAlternativeName(subjectAlternativeName),
            time: time,
            now: now
        )
    }

    /// Accepts signatures made through a Sigstore instance by one of `identities`: a certificate of the instance's
    /// authority, and witnesses of the signature.
    ///
    /// - Parameters:
    ///   - trustedRoot: The instance: its authorities and logs, such as `TrustedRoot.production()`.
    ///   - identities: Who may have signed; with none, nobody.
    ///   - policy: How many witnesses there must be.
    /// - SeeAlso: Sigstore client specification §4.
    public static func sigstore(
        trustedRoot: TrustedRoot,
        identities: [SigstoreIdentity],
        policy: SigstorePolicy = SigstorePolicy()
    ) -> BundleVerifier {
        BundleVerifier(
            method: .sigstore(SigstoreMethod(trustedRoot: trustedRoot, signer: .identities(identities), policy: policy))
        )
    }

    /// Accepts signatures made through a Sigstore instance by one identity.
    public static func sigstore(
        trustedRoot: TrustedRoot,
        identity: SigstoreIdentity,
        policy: SigstorePolicy = SigstorePolicy()
    ) -> BundleVerifier {
        sigstore(trustedRoot: trustedRoot, identities: [identity], policy: policy)
    }

    /// Accepts signatures by `key` that a Sigstore instance has witnessed: a managed key, without a certificate.
    public static func sigstore(
        trustedRoot: TrustedRoot,
        key: PublicKey,
        policy: SigstorePolicy = SigstorePolicy()
    ) -> BundleVerifier {
        BundleVerifier(
            method: .sigstore(SigstoreMethod(trustedRoot: trustedRoot, signer: .key(key), policy: policy))
        )
    }

    /// Checks the one signature of a bundle with a payload, and gives the payload with what was established.
    ///
    /// - Throws: ``BundleVerificationError``.
    public func verify(_ bundle: SignatureBundle) async throws -> VerifiedPayload {
        let content = try SignedContent(of: bundle)
        let finding = try await finding(bundle, content)
        return try VerifiedPayload(content, finding)
    }

    /// Checks a bundle against the artifact that it should sign: the artifact itself, or an in-toto statement about it.
    ///
    /// - Throws: ``BundleVerificationError``; and what reading the artifact throws.
    public func verify(_ bundle: SignatureBundle, of artifact: SignedArtifact) async throws -> VerifiedArtifact {
        let artifact = artifact.rememberingDigests()
        let content = try await SignedContent(of: bundle, artifact: artifact)
        let finding = try await finding(bundle, content)
        switch content.kind {
        case .artifact:
            return VerifiedArtifact(payload: nil, predicateType: nil, finding)
        case .envelope:
            let payload = try VerifiedPayload(content, finding)
            let statement = try StatementSubjects(payload)
            try await statement.require(artifact)
            return VerifiedArtifact(payload: payload, predicateType: statement.predicateType, finding)
        }
    }

    func finding(_ bundle: SignatureBundle, _ content: SignedContent) async throws -> VerificationFinding {
        switch method {
        case .key(let key): try await verify(bundle, content, by: key)
        case .certificate(let method): try await verify(bundle, content, by: method)
        case .sigstore(let method): try await verify(bundle, content, by: method)
        }
    }
}
