// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension IdentityToken {
    /// Who may have vouched for the holder, in a certificate's words: the issuer, or the provider that it asked in turn.
    var issuers: [String] { [issuer] + (federatedIssuer.map { [$0] } ?? []) }

    /// Tokens are checked when they are read, and models take long to hash.
    /// - Throws: `expiredToken`.
    func requireValid(at date: Date) throws(SigstoreClientError) {
        guard expiry <= date else { return }
        throw SigstoreClientError(
            .expiredToken,
            "the identity token expired at \(expiry.formatted(.iso8601)), before it was used: get a new one and sign again"
        )
    }
}
