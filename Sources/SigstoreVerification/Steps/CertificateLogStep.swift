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

/// Verifies that certificate transparency logs hold the signer's certificate: Sigstore client specification §4.3,
/// RFC 6962 §3.2.
///
/// Timestamps by logs that the trust root does not name are passed over; a wrong one by a log that it names is an error.
struct CertificateLogStep {
    let trustedRoot: TrustedRoot
    let policy: SigstorePolicy

    /// Verifies the timestamps that the certificate carries.
    ///
    /// - Returns: The URLs of the logs, from the trust root.
    /// - Throws: `missingCertificateTimestamp`, `invalidCertificateTimestamp`, `outsideLogValidity`.
    func verify(_ path: CertificatePath) throws(BundleVerificationError) -> [String] {
        do {
            return try verify(path, timestamps: path.leaf.signedCertificateTimestamps(), of: .precertificate)
        } catch let error as BundleVerificationError {
            throw error
        } catch {
            throw BundleVerificationError(
                .invalidCertificateTimestamp,
                "the certificate's log timestamps cannot be read",
                cause: error
            )
        }
    }

    /// Verifies timestamps, within the certificate or beside it.
    func verify(
        _ path: CertificatePath,
        timestamps: [SignedCertificateTimestamp],
        of entry: SignedCertificateTimestamp.LoggedForm
    ) throws(BundleVerificationError) -> [String] {
        var witnesses = WitnessCount()
        var logs: [String] = []
        for timestamp in timestamps {
            let known = trustedRoot.certificateTransparencyLogs.filter { $0.logID == timestamp.logID }
            guard let nearest = known.first else {
                let unusable = trustedRoot.unusableCertificateTransparencyLogs.first { $0.logID == timestamp.logID }
                let fault = unusable.map { "which cannot be used: \($0.reason)" }
                witnesses.skip(
                    BundleVerificationError(
                        .missingCertificateTimestamp,
                        "the certificate was logged by '\(Hexadecimal.encode(timestamp.logID))', "
                            + (fault ?? "a certificate transparency log that the trust root does not name")
                    )
                )
                continue
            }
            guard let log = known.first(where: { $0.validity.contains(timestamp.date) }) else {
                witnesses.skip(
                    BundleVerificationError(
                        .outsideLogValidity,
                        "the certificate was logged at \(timestamp.date.formatted(.iso8601)), and the log "
                            + "'\(nearest.baseURL.excerpt())' is trusted \(nearest.validity.text)"
                    )
                )
                continue
            }
            do {
                let issuer = path.issuers.first ?? path.anchor
                try timestamp.verify(leaf: path.leaf, issuer: issuer, key: log.key, entry: entry)
            } catch {
                throw BundleVerificationError(
                    .invalidCertificateTimestamp,
                    "the log '\(log.baseURL.excerpt())' did not sign the certificate's timestamp",
                    cause: error
                )
            }
            logs.append(log.baseURL)
            witnesses.count("ct", operator: log.operator, name: log.baseURL)
        }
        guard witnesses.count >= policy.certificateLogs.threshold else {
            throw witnesses.reason
                ?? BundleVerificationError(
                    .missingCertificateTimestamp,
                    "the certificate shows \(witnesses.count) certificate transparency logs that the trust root names, "
                        + "and \(policy.certificateLogs.threshold) are required"
                )
        }
        return logs
    }
}
