// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

/// What an attestation says (the predicate) about which artifacts (the subjects).
/// - SeeAlso: in-toto Attestation Framework, Statement v1 and v0.1.
package struct InTotoStatement: Sendable {
    /// An artifact, identified by its digests. Its other fields are not read.
    package struct Subject: Sendable {
        /// Empty when the statement gives none.
        package let name: String
        /// The DigestSet in document order: at least one, no algorithm twice.
        ///
        /// `hex` is as received: not every algorithm writes hexadecimal, so the reader of one checks it.
        package let digest: [(algorithm: String, hex: String)]

        package init(name: String, digest: [(algorithm: String, hex: String)]) {
            (self.name, self.digest) = (name, digest)
        }

        /// The digest by `algorithm`, as received; nil when the subject has none.
        package func hex(of algorithm: String) -> String? {
            digest.first { $0.algorithm.hasSameBytes(as: algorithm) }?.hex
        }
    }

    /// The versions of the framework whose statements have the shape that is read here.
    package enum Version: Sendable, CaseIterable {
        case v0_1
        case v1

        /// The value of `_type`.
        package var type: String {
            switch self {
            case .v0_1: "https://in-toto.io/Statement/v0.1"
            case .v1: "https://in-toto.io/Statement/v1"
            }
        }
    }

    /// The type of a DSSE payload that is a statement.
    package static let payloadType = "application/vnd.in-toto+json"

    package let version: Version
    /// At least one.
    package let subjects: [Subject]
    /// A URI.
    package let predicateType: String
    /// An object; nil when the statement has none.
    package let predicate: JSONValue?

    package init(version: Version = .v1, subjects: [Subject], predicateType: String, predicate: JSONValue?) {
        (self.version, self.subjects) = (version, subjects)
        (self.predicateType, self.predicate) = (predicateType, predicate)
    }
}
