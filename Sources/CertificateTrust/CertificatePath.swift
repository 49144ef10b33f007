// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A path that was valid at a date: from the certificate that signs to one that the caller trusts.
///
/// Only a ``CertificatePathValidator`` makes one.
public struct CertificatePath: Sendable, Hashable {
    /// The certificate whose key signs.
    public let leaf: X509Certificate
    /// Each issued the one before it; the last is the anchor. Empty if the leaf itself is trusted.
    public let issuers: [X509Certificate]
    /// When the path was valid, to the second.
    public let date: Date

    init(leaf: X509Certificate, issuers: [X509Certificate], date: Date) {
        (self.leaf, self.issuers, self.date) = (leaf, issuers, date)
    }

    /// The trusted certificate at the end of the path.
    public var anchor: X509Certificate { issuers.last ?? leaf }

    /// The whole path, leaf first and anchor last.
    public var certificates: [X509Certificate] { [leaf] + issuers }
}
