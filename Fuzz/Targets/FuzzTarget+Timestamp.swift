// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Timestamping

extension FuzzTarget {
    /// What the seeds' timestamps are over.
    private static let stampedMessage = Array("fuzz".utf8)

    /// A timestamp keeps its numbers within their limits, and is verified only by those who made the seeds.
    static func timestamp(_ input: [UInt8]) async throws(BrokenProperty) -> Outcome {
        _ = try? TimestampToken(parsing: input)
        let token: TimestampToken
        do {
            token = try TimestampResponse(parsing: input).token
        } catch {
            return .refused(error)
        }
        try require(token.serialNumber.count <= 64, "a serial number is bounded")
        try require((token.nonce?.count ?? 0) <= 64, "a nonce is bounded")
        try require((token.accuracy ?? .zero) >= .zero, "an accuracy is not negative")
        try require(!token.policy.isEmpty, "a timestamp has a policy")
        for authority in [SeedTimestampAuthority.chain, Array(SeedTimestampAuthority.chain.suffix(1))] {
            guard let trusted = try? TimestampAuthority(chain: authority) else {
                throw BrokenProperty("the seeds' authority can be trusted")
            }
            try await verify(token, by: trusted)
        }
        return .accepted
    }

    private static func verify(
        _ token: TimestampToken,
        by authority: TimestampAuthority
    ) async throws(BrokenProperty) {
        let verified: VerifiedTimestamp
        do throws(TimestampError) {
            verified = try await token.verify(over: stampedMessage, by: authority)
        } catch {
            _ = error.description
            return
        }
        try require(verified.date == token.date, "a verified timestamp has the time of its token")
        try require(verified.path.certificates == SeedTimestampAuthority.chain, "only the seeds' authority can sign")
        let imprint = MessageImprint(of: stampedMessage, algorithm: token.messageImprint.algorithm)
        try require(imprint == token.messageImprint, "a verified timestamp is over the message")
        do {
            _ = try await token.verify(over: stampedMessage + [0], by: authority)
        } catch {
            return
        }
        throw BrokenProperty("a timestamp is over one message")
    }
}
