// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// An artifact whose signature has been checked, or about which a signed statement was.
///
/// Only a ``BundleVerifier`` makes one. It encodes, and does not decode: a proof does not come from a file.
public struct VerifiedArtifact: Sendable, Encodable {
    /// The statement about the artifact, if the bundle holds one.
    public let payload: VerifiedPayload?
    /// Who signed, and when.
    public let signer: VerifiedSigner
    /// The transparency logs' entries that hold the signature.
    public let logEntries: [LoggedEntry]
    /// What was not checked.
    public let unchecked: [VerificationEvidence.Unchecked]

    /// What the statement says about the artifact: the type of its predicate, a URI; nil without a statement.
    public let predicateType: String?

    private enum CodingKeys: String, CodingKey { case signer, logEntries, unchecked }

    init(payload: VerifiedPayload?, predicateType: String?, _ finding: VerificationFinding) {
        (self.payload, self.predicateType) = (payload, predicateType)
        (signer, logEntries, unchecked) = (finding.signer, finding.logEntries, finding.unchecked)
    }
}
