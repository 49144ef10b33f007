// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import CertificateTrust
package import SigstoreBundle

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What a signer checks of each answer of an instance's services before it goes on, with the steps that verifiers use.
/// - SeeAlso: Sigstore client specification §2.1.
package struct SigningCheck: Sendable {
    package let trustedRoot: TrustedRoot

    package init(_ trustedRoot: TrustedRoot) { self.trustedRoot = trustedRoot }

    /// Checks that a new certificate leads to an authority of the trust root, may sign, and is logged (§2.1.3).
    ///
    /// The certificate is all that bundles carry, so the trust root must hold the authority's others. It is judged at
    /// its own beginning: the times that count come later, from others than this machine.
    /// - Parameter timestamp: The log's promise, if it stands beside the certificate and not within it.
    /// - Throws: `untrustedCertificate`, `outsideAuthorityValidity`, `outsideCertificateValidity`,
    ///   `missingCertificateTimestamp`, `invalidCertificateTimestamp`, `outsideLogValidity`, `unusableCertificate`.
    package func certificate(
        _ certificate: X509Certificate,
        timestamp: SignedCertificateTimestamp?
    ) async throws(BundleVerificationError) {
        let chain = try PresentedChain(VerificationMaterial(.certificate(certificate.der)), version: .v0_3)
        let path = try await ChainStep(trustedRoot: trustedRoot).validate(chain, at: [certificate.notValidBefore])
        let step = CertificateLogStep(trustedRoot: trustedRoot, policy: SigstorePolicy())
        if let timestamp {
            _ = try step.verify(path, timestamps: [timestamp], of: .certificate)
        } else {
            _ = try step.verify(path)
        }
    }

    /// Checks that an authority of the trust root made a timestamp over a signature (§2.1.5).
    ///
    /// - Parameter response: A `TimeStampResp` in DER.
    /// - Returns: Its time.
    /// - Throws: `invalidTimestamp`, `untrustedTimestamp`.
    package func timestamp(_ response: [UInt8], over signature: [UInt8]) async throws -> Date {
        let times = try await TimeStep(trustedRoot: trustedRoot, policy: .signedTimestamps(atLeast: 1))
            .establish(timestamps: [response], entries: RecognizedEntry.Selection(), signature: signature)
        guard let time = times.first else {
            throw BundleVerificationError(.missingTime, "no time of signing is known")
        }
        return time.date
    }

    /// How entries of the log of Rekor v2 that signed a proof's checkpoint name it; nil if the trust root does not name
    /// the log. A log may have had several keys under one name.
    package func logID(ofProof proof: InclusionProofData) -> [UInt8]? {
        trustedRoot.transparencyLogs.first { log in
            (try? CheckpointCheck(log: log, service: .rekorV2).verify(proof)) != nil
        }?.rootIdentifier
    }
}

extension BundleVerifier {
    /// Verifies the signature of a bundle that was just made: of an artifact by its digest, or of an envelope, whatever
    /// its payload says.
    package func finding(
        _ bundle: SignatureBundle,
        artifact: SignedArtifact
    ) async throws -> (signer: VerifiedSigner, logEntries: [LoggedEntry]) {
        let content = try await SignedContent(of: bundle, artifact: artifact)
        let finding = try await finding(bundle, content)
        return (finding.signer, finding.logEntries)
    }
}
