// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SignatureKeys
package import SigstoreBundle

/// What the body of a log entry says was logged.
package struct LoggedSignature: Sendable {
    /// The key that made the signature.
    package enum Verifier: Sendable, Equatable {
        /// A certificate's DER.
        case certificate([UInt8])
        /// A key's SubjectPublicKeyInfo in DER.
        case publicKey([UInt8])
    }

    /// What the digest is of.
    package enum Subject: Sendable {
        /// What was signed: the artifact, or an envelope's pre-authentication encoding.
        case signedBytes
        /// An envelope's payload; with its type, if the entry has it.
        case payload(type: String?)
    }

    package let signature: [UInt8]
    package let verifier: Verifier
    /// What Rekor v2 says of the key; nil in entries of Rekor v1.
    package let keyDetails: PublicKeyDetails?
    package let subject: Subject
    package let digestAlgorithm: DigestChoice
    package let digest: [UInt8]
}
