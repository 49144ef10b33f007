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
    }

    struct CertificateMethod: Sendable {
        let anchors: TrustAnchors
        let identity: CertificateIdentity
        let time: TimePolicy
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
    ///   - now: The clock, for ``TimePolicy/currentTime``.
    public static func certificate(
        anchors: TrustAnchors,
        identity: CertificateIdentity = .any,
        time: TimePolicy = .currentTime,
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
        time: TimePolicy = .currentTime,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> BundleVerifier {
        certificate(
            anchors: try TrustAnchors.system(),
            identity: .subjectAlternativeName(subjectAlternativeName),
            time: time,
            now: now
        )
    }

    /// Checks the bundle's one signature and gives the payload with what was established.
    ///
    /// - Throws: ``BundleVerificationError``.
    public func verify(_ bundle: SignatureBundle) async throws -> VerifiedPayload {
        let signature: DSSEEnvelope.Signature
        do {
            signature = try bundle.envelope.onlySignature()
        } catch {
            throw BundleVerificationError(.signatureCount, "the bundle must hold exactly one signature", cause: error)
        }
        switch method {
        case .key(let key): return try verify(bundle, signature.sig, by: key)
        case .certificate(let method): return try await verify(bundle, signature.sig, by: method)
        }
    }
}
