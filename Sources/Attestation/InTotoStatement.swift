// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// What an attestation says (the predicate) about which artifacts (the subjects).
/// - SeeAlso: in-toto Attestation Framework, Statement v1.
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
    }

    /// The value of `_type`.
    package static let type = "https://in-toto.io/Statement/v1"
    /// The type of a DSSE payload that is a statement.
    package static let payloadType = "application/vnd.in-toto+json"

    /// At least one.
    package let subjects: [Subject]
    /// A URI.
    package let predicateType: String
    /// An object; nil when the statement has none.
    package let predicate: JSONValue?

    package init(subjects: [Subject], predicateType: String, predicate: JSONValue?) {
        (self.subjects, self.predicateType, self.predicate) = (subjects, predicateType, predicate)
    }
}
