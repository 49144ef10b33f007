// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import SigstoreBundle
public import SigstoreVerification

/// A signature made through a Sigstore instance, verified as others will verify it.
public struct KeylessSignature: Sendable {
    /// The signature with its certificate, log entries and timestamps.
    public let bundle: SignatureBundle
    /// Who signed, in the certificate's words, and when.
    public let signer: VerifiedSigner
    /// The log entries that hold the signature.
    public let logEntries: [LoggedEntry]
    /// Whether the certificate shows that it was logged. If not, verifiers that do not waive that refuse the bundle: the
    /// authority gave its log's promise beside the certificate, where no bundle has room for it.
    public let showsCertificateLog: Bool

    init(
        bundle: SignatureBundle,
        signer: VerifiedSigner,
        logEntries: [LoggedEntry],
        showsCertificateLog: Bool
    ) {
        (self.bundle, self.signer, self.logEntries) = (bundle, signer, logEntries)
        self.showsCertificateLog = showsCertificateLog
    }
}
