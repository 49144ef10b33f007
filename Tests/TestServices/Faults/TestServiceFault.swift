// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a service does in place of its work.
package enum TestServiceFault: Sendable, Hashable {
    // MARK: Any service.

    /// The connection ends without a byte; nothing was done.
    case down
    /// Nothing was done either, and the connection stays open.
    case silent
    /// Refuses with a status.
    case status(Int, retryAfter: Int? = nil)
    /// A success whose content is of no format.
    case garbage
    /// A success without content.
    case empty
    /// The connection ends in the middle of the answer.
    case truncated
    /// An answer without end.
    case endless
    /// Sends the client elsewhere.
    case redirect
    /// Does its work, and the connection ends without a byte.
    case lost
    /// So many seconds pass for all services before it answers.
    case taking(Int)
    /// Does its work, and answers so many milliseconds later; without a socket, at once.
    case late(milliseconds: Int)
    /// Its clock is wrong by so many seconds.
    case clock(Int)

    // MARK: Answers that are somebody else's, or nobody's.

    /// A good answer to the request of another client.
    case otherRequest
    /// A good answer of an instance that nobody trusts.
    case otherAuthority
    /// A log that nobody trusts: of entries, or of certificates.
    case otherLog
    case otherIssuer

    // MARK: Fulcio.

    case otherKey
    case otherIdentity
    case expiredCertificate
    case withoutSCT
    case wrongSCT

    // MARK: Rekor.

    /// The client's entry about another digest, which the log has as it answers it.
    case otherBody
    case badProof
    case withoutProof
    /// A checkpoint of the tree before the entry was in it.
    case staleCheckpoint
    case wrongCheckpointSignature
    case withoutCheckpoint
    case wrongPromise
    case withoutPromise

    // MARK: The timestamp authority.

    case wrongImprint
    case wrongNonce
    case withoutNonce
    /// Its status says that it did not grant the timestamp.
    case rejected

    // MARK: The identity provider.

    case denied
    case otherState
    case otherNonce
    case otherAudience
    case expiredToken
    case withoutToken
    case wrongTokenSignature

    /// Those that a service can have, one of each.
    package static func all(for service: TestService) -> [TestServiceFault] {
        let any: [TestServiceFault] = [
            .down, .silent, .status(400), .status(500), .status(503), .garbage, .empty, .truncated, .endless, .redirect,
        ]
        return any + own(of: service)
    }

    /// Those that no other kind of service has.
    private static func own(of service: TestService) -> [TestServiceFault] {
        // Ten minutes, for which a certificate lasts, and a second.
        let times: [TestServiceFault] = [.clock(601), .clock(-601)]
        return switch service {
        case .discovery: [.otherIssuer]
        case .authorization: [.denied, .otherState]
        case .token:
            [.denied, .otherNonce, .otherIssuer, .otherAudience, .expiredToken, .withoutToken, .wrongTokenSignature]
        case .fulcio:
            times + [
                .lost, .otherRequest, .otherKey, .otherIdentity, .otherIssuer, .otherAuthority, .otherLog,
                .expiredCertificate, .withoutSCT, .wrongSCT,
            ]
        case .rekorV1: times + entries + [.wrongPromise, .withoutPromise]
        case .rekorV2: entries
        case .timestamps:
            times + [.lost, .otherRequest, .otherAuthority, .wrongImprint, .wrongNonce, .withoutNonce, .rejected]
        case .tuf: []
        }
    }

    private static let entries: [TestServiceFault] = [
        .lost, .otherRequest, .otherBody, .otherLog, .badProof, .withoutProof, .staleCheckpoint,
        .wrongCheckpointSignature, .withoutCheckpoint,
    ]
}

extension TestServiceFault {
    /// A word, with its numbers behind colons.
    package var name: String {
        switch self {
        case .status(let status, let seconds): "status:\(status)" + (seconds.map { ":\($0)" } ?? "")
        case .taking(let seconds): "taking:\(seconds)"
        case .late(let milliseconds): "late:\(milliseconds)"
        case .clock(let seconds): "clock:\(seconds)"
        default: "\(self)"
        }
    }

    /// Reads a name: `down`, `status:503`, `clock:-600`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        let numbers = parts.dropFirst().compactMap { Int($0) }
        guard let word = parts.first, numbers.count == parts.count - 1 else { return nil }
        switch (word, numbers.count) {
        case ("status", 1), ("status", 2): self = .status(numbers[0], retryAfter: numbers.dropFirst().first)
        case ("taking", 1): self = .taking(numbers[0])
        case ("late", 1): self = .late(milliseconds: numbers[0])
        case ("clock", 1): self = .clock(numbers[0])
        default:
            let all = TestService.allCases.flatMap(Self.all)
            guard let fault = all.first(where: { $0.name == text }) else { return nil }
            self = fault
        }
    }
}
