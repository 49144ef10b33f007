// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreBundle

extension BundleVerifier {
    /// OMS v1.0 §8.2, method `certificate`: the path to an anchor, the usage, the time, then the signature.
    func verify(
        _ bundle: SignatureBundle,
        _ content: SignedContent,
        by method: CertificateMethod
    ) async throws -> VerificationFinding {
        let certificates = try Self.certificates(of: bundle)
        guard let leaf = certificates.first else {
            throw BundleVerificationError(.unusableCertificate, "the bundle holds no certificate")
        }
        let key: PublicKey
        do {
            key = try leaf.publicKey()
        } catch {
            throw BundleVerificationError(.unusableCertificate, "'\(leaf.subject)' cannot be used", cause: error)
        }
        let now = method.now()
        let time: VerifiedSigner.EvaluationTime =
            switch method.time {
            // Not checking expiry is no reason to accept a certificate that has not begun.
            case .unsafeCertificateStart where leaf.notValidBefore <= now:
                .uncheckedCertificateStart(leaf.notValidBefore)
            case .currentTime, .unsafeCertificateStart: .currentTime(now)
            }
        let path = try await Self.path(from: leaf, through: Array(certificates.dropFirst()), at: time, method)
        guard method.identity.accepts(leaf) else { throw Self.wrongIdentity(leaf, method.identity) }
        return VerificationFinding(
            signer: VerifiedSigner(trust: .certificate(.init(path)), time: time),
            unchecked: [.transparencyLog, .signingTime, .revocation] + (time.isExpiryChecked ? [] : [.expiry]),
            encoding: try await Self.encoding(of: content, by: key, of: leaf)
        )
    }

    private static func certificates(
        of bundle: SignatureBundle
    ) throws(BundleVerificationError) -> [X509Certificate] {
        let chain: [[UInt8]]
        switch bundle.verificationMaterial.content {
        case .certificateChain(let certificates): chain = certificates
        case .certificate(let certificate): chain = try singleCertificateChain(certificate, in: bundle)
        case .publicKey:
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a bare key, not with a certificate: use the method 'key'"
            )
        }
        do throws(CertificateTrustError) {
            var certificates: [X509Certificate] = []
            for der in chain { certificates.append(try X509Certificate(der: der)) }
            return certificates
        } catch {
            throw BundleVerificationError(
                .unusableCertificate,
                "a certificate in the bundle cannot be read",
                cause: error
            )
        }
    }

    private static func path(
        from leaf: X509Certificate,
        through intermediates: [X509Certificate],
        at time: VerifiedSigner.EvaluationTime,
        _ method: CertificateMethod
    ) async throws(BundleVerificationError) -> CertificatePath {
        let date =
            switch time {
            case .currentTime(let date), .uncheckedCertificateStart(let date): date
            case .notApplicable, .observed: method.now()
            }
        do throws(CertificateTrustError) {
            return try await CertificatePathValidator(anchors: method.anchors)
                .validate(leaf, intermediates: intermediates, at: date)
        } catch {
            throw BundleVerificationError(
                .untrustedCertificate,
                "the signer cannot be trusted",
                cause: error
            )
        }
    }

    private static func encoding(
        of content: SignedContent,
        by key: PublicKey,
        of leaf: X509Certificate
    ) async throws -> VerifiedPayload.Encoding {
        if try await content.isSigned(by: key) { return .standard }
        if case .envelope(let envelope, _) = content.kind,
            ModelSigningV02Signature.isValid(content.signature, over: envelope, by: key)
        {
            return .modelSigningV02
        }
        throw BundleVerificationError(
            .invalidSignature,
            "the signature was not made by the key of '\(leaf.subject)' over this payload"
        )
    }

    private static func wrongIdentity(
        _ leaf: X509Certificate,
        _ expected: CertificateIdentity
    ) -> BundleVerificationError {
        let names = leaf.subjectAlternativeNames.map { "'\($0)'" }.joined(separator: ", ")
        let wanted = if case .subjectAlternativeName(let name) = expected { name } else { "" }
        return BundleVerificationError(
            .wrongIdentity,
            "the certificate is for \(names.isEmpty ? "no named identity" : names), and '\(wanted)' was expected"
        )
    }
}

extension VerifiedSigner.Certificate {
    init(_ path: CertificatePath) {
        self.init(
            subject: path.leaf.subject,
            subjectAlternativeNames: path.leaf.subjectAlternativeNames,
            fingerprint: path.leaf.sha256Fingerprint,
            notValidBefore: path.leaf.notValidBefore,
            notValidAfter: path.leaf.notValidAfter,
            anchorSubject: path.anchor.subject,
            anchorFingerprint: path.anchor.sha256Fingerprint,
            pathFingerprints: path.certificates.map(\.sha256Fingerprint)
        )
    }
}
