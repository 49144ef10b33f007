// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SignatureKeys
import SwiftASN1

/// The hash of the message that a timestamp is over.
///
/// `MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }`
/// - SeeAlso: RFC 3161 §2.4.1.
public struct MessageImprint: Sendable, Hashable {
    /// A hash that messages are stamped with. The set may grow.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        /// SHA-256.
        case sha256
        /// SHA-384.
        case sha384
        /// SHA-512.
        case sha512
    }

    /// The hash.
    public let algorithm: Algorithm
    /// The message's digest, as long as the algorithm's are.
    public let digest: [UInt8]

    /// Takes a digest that was computed before.
    /// - Throws: `malformed` if it has another length than the algorithm's.
    public init(algorithm: Algorithm, digest: [UInt8]) throws(TimestampError) {
        guard digest.count == algorithm.choice.byteCount else {
            throw TimestampError(
                .malformed,
                "the message's digest has \(digest.count) bytes, and one of \(algorithm) \(algorithm.choice.byteCount)"
            )
        }
        (self.algorithm, self.digest) = (algorithm, digest)
    }

    /// Hashes a message.
    public init(of message: [UInt8], algorithm: Algorithm = .sha256) {
        (self.algorithm, digest) = (algorithm, algorithm.choice.hash(message))
    }

    init(derEncoded node: ASN1Node) throws {
        let (algorithm, digest) = try DER.sequence(node, identifier: .sequence) { nodes in
            (try AlgorithmIdentifier(derEncoded: &nodes), try ASN1OctetString(derEncoded: &nodes))
        }
        try self.init(algorithm: Algorithm(algorithm.digest()), digest: Array(digest.bytes))
    }
}

extension MessageImprint.Algorithm {
    package init(_ choice: DigestChoice) {
        self =
            switch choice {
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
    }

    package var choice: DigestChoice {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}

extension MessageImprint {
    /// Writes the DER of RFC 3161 §2.4.1.
    func write(into coder: inout DER.Serializer) throws {
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(algorithm.choice.objectIdentifier)
                try coder.serialize(ASN1Null())
            }
            try coder.serialize(ASN1OctetString(contentBytes: digest[...]))
        }
    }
}
