// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    /// A token that is accepted is not expired, names somebody, and does not show itself.
    static func identityToken(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let text = String(decoding: input, as: UTF8.self)
        let token: IdentityToken
        do {
            token = try IdentityToken(parsing: text, now: now)
        } catch {
            return .refused(error)
        }
        try require(token.expiry > now, "a token that is accepted has time left")
        try require(!token.identity.isEmpty && !token.subject.isEmpty, "a token names somebody")
        let names = [token.subject, token.email].compactMap { $0 }
        try require(names.contains(where: token.identity.hasSameBytes(as:)), "the name is one of the token's")
        try require(token.issuer.hasPrefix("http"), "an issuer is a URL")
        try require(token.description.firstRange(of: text) == nil, "a token does not show itself")
        return .accepted
    }
}
