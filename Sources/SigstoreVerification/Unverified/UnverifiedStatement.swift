// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import StrictJSON
import TextEncodings

/// What an in-toto statement says, to be shown to a person. Nothing in it is verified.
public struct UnverifiedStatement: Sendable, Encodable {
    /// How many subjects are kept.
    public static let maximumSubjectCount = 20

    /// The largest statement that is explained, in JSON values: nobody vouches for it, so it may not cost much.
    package static let maximumValueCount = 1 << 20

    /// An artifact and its digests.
    public struct Subject: Sendable, Encodable {
        /// Empty when the statement gives none.
        public let name: String
        /// As `sha256:…`.
        public let digests: [String]
    }

    /// What the statement is about: a URI.
    public let predicateType: String
    /// The first subjects.
    public let subjects: [Subject]
    /// How many there are.
    public let subjectCount: Int

    init?(_ envelope: DSSEEnvelope) {
        guard envelope.payloadType.hasSameBytes(as: InTotoStatement.payloadType),
            let statement = try? InTotoStatement(
                parsing: envelope.payload,
                versions: Set(InTotoStatement.Version.allCases),
                limits: JSONLimits(maximumValueCount: Self.maximumValueCount)
            )
        else { return nil }
        predicateType = statement.predicateType
        subjectCount = statement.subjects.count
        subjects = statement.subjects.prefix(Self.maximumSubjectCount).map { subject in
            Subject(name: subject.name, digests: subject.digest.map { "\($0.algorithm):\($0.hex)" })
        }
    }
}
