// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How many independent witnesses must have seen a signature, and which count: the thresholds of the Sigstore method.
///
/// Every time that a bundle brings is verified, and the certificate must be valid at each, whatever the policy. At
/// least one is always required: a number below one means one. Two of a kind by one operator count once, and where the trust
/// root names no operators, as those of version 0.1 do not, two at one URL; a log and an authority count beside each other.
/// - SeeAlso: Sigstore client specification §4.2, "Establishing a Time for the Signature".
public enum TimePolicy: Sendable, Hashable {
    /// Time stamps of RFC 3161 authorities, and times that transparency logs signed (Rekor v1's entry timestamps).
    case observerTimestamps(atLeast: Int)
    /// Time stamps of RFC 3161 authorities alone.
    case signedTimestamps(atLeast: Int)

    /// How many are needed, never less than one.
    var threshold: Int {
        switch self {
        case .observerTimestamps(let count), .signedTimestamps(let count): max(count, 1)
        }
    }

    func counts(_ source: ObservedTime.Source) -> Bool {
        switch self {
        case .observerTimestamps: true
        case .signedTimestamps: source == .timestampAuthority
        }
    }
}
