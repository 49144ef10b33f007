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

    init(bundle: SignatureBundle, signer: VerifiedSigner, logEntries: [LoggedEntry]) {
        (self.bundle, self.signer, self.logEntries) = (bundle, signer, logEntries)
    }
}
