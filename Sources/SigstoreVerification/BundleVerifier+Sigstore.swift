// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreBundle

extension BundleVerifier {
    /// The Sigstore client specification's verification, in its order: time (§4.2), certificate (§4.3), log entry (§4.4),
    /// signature (§4.5).
    func verify(
        _ bundle: SignatureBundle,
        _ content: SignedContent,
        by method: SigstoreMethod
    ) async throws -> VerificationFinding {
        let material = bundle.verificationMaterial
        try method.signer.require(material, version: bundle.version)
        let entries = try RecognizedEntry.find(material.transparencyLogEntries, in: method.trustedRoot)
        let times = try await TimeStep(trustedRoot: method.trustedRoot, policy: method.policy.time)
            .establish(timestamps: material.timestamps, entries: entries, signature: content.signature)
        let signing: SigningMaterial
        let trust: VerifiedSigner.Trust
        switch method.signer {
        case .identities(let identities):
            let chain = try PresentedChain(material, version: bundle.version)
            let path = try await ChainStep(trustedRoot: method.trustedRoot).validate(chain, at: times.map(\.date))
            let logs = try CertificateLogStep(trustedRoot: method.trustedRoot, policy: method.policy)
                .verify(path)
            let signer = try IdentityStep(identities: identities).identify(path, certificateLogs: logs)
            (signing, trust) = (.certificate(chain.leaf, chain.key), .sigstore(signer))
        case .key(let key):
            try Self.check(material, names: key, foreignHint: .saysNothing)
            signing = .key(key)
            trust = .key(.init(algorithm: key.algorithm.description, keyID: key.keyID.hex))
        }
        let logged = try await LogStep(policy: method.policy, version: bundle.version)
            .verify(entries, content: content, signer: signing, times: times)
        guard try await content.isSigned(by: signing.key) else {
            throw BundleVerificationError(
                .invalidSignature,
                "the signature was not made by the signer's key (\(signing.key.algorithm)) over this content"
            )
        }
        return VerificationFinding(
            signer: VerifiedSigner(trust: trust, time: .observed(times)),
            logEntries: logged,
            unchecked: (logged.isEmpty ? [.transparencyLog] : [.logConsistency]) + trust.unchecked
        )
    }
}

extension VerifiedSigner.Trust {
    /// What of the signer's certificate was not checked.
    fileprivate var unchecked: [VerificationEvidence.Unchecked] {
        switch self {
        case .key: []
        case .certificate: [.revocation]
        case .sigstore(let signer): (signer.certificateLogs.isEmpty ? [.certificateLog] : []) + [.revocation]
        }
    }
}
