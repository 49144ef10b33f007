// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a signature made through Sigstore must show, beside its signer's identity. The default is what the public
/// instance gives.
public struct SigstorePolicy: Sendable, Hashable {
    /// How many independent logs must have done something.
    public enum Witnesses: Sendable, Hashable {
        /// At least this many, by different operators, or by different URLs where the trust root names no operators; a number
        /// below one means one.
        case atLeast(Int)
        /// None: for private instances without such a log. What is there is checked all the same, and the result says
        /// that it was not required.
        case notRequired

        var threshold: Int {
            switch self {
            case .atLeast(let count): max(count, 1)
            case .notRequired: 0
            }
        }
    }

    /// The trusted times that the signature needs.
    public var time: TimePolicy
    /// The transparency logs that must hold the signature.
    public var transparencyLogs: Witnesses
    /// The certificate transparency logs that must hold the signer's certificate; without meaning for bare keys.
    public var certificateLogs: Witnesses

    /// Creates a policy.
    public init(
        time: TimePolicy = .observerTimestamps(atLeast: 1),
        transparencyLogs: Witnesses = .atLeast(1),
        certificateLogs: Witnesses = .atLeast(1)
    ) {
        (self.time, self.transparencyLogs, self.certificateLogs) = (time, transparencyLogs, certificateLogs)
    }
}
