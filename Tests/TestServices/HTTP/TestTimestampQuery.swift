// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// A TimeStampReq (RFC 3161 §2.4.1).
struct TestTimestampQuery: DERParseable {
    let algorithm: TestDigest
    let digest: [UInt8]
    /// From its most significant byte on.
    let nonce: [UInt8]?
    let wantsCertificate: Bool
    /// In dotted decimals.
    let policy: String?

    init(derEncoded rootNode: ASN1Node) throws {
        self = try DER.sequence(rootNode, identifier: .sequence) { nodes in
            guard try Int(derEncoded: &nodes) == 1 else { throw TestServiceError("not version 1") }
            let imprint = try MessageImprint(derEncoded: &nodes)
            let policy: ASN1ObjectIdentifier? = try DER.optionalImplicitlyTagged(&nodes)
            let nonce: ArraySlice<UInt8>? = try DER.optionalImplicitlyTagged(&nodes)
            let wantsCertificate = try DER.decodeDefault(&nodes, defaultValue: false)
            guard nodes.next() == nil else { throw TestServiceError("there are extensions") }
            return Self(
                algorithm: imprint.algorithm,
                digest: imprint.digest,
                nonce: nonce.map { Array($0) },
                wantsCertificate: wantsCertificate,
                policy: policy.map { "\($0)" }
            )
        }
    }

    private init(algorithm: TestDigest, digest: [UInt8], nonce: [UInt8]?, wantsCertificate: Bool, policy: String?) {
        (self.algorithm, self.digest, self.nonce) = (algorithm, digest, nonce)
        (self.wantsCertificate, self.policy) = (wantsCertificate, policy)
    }

    private struct MessageImprint: DERParseable {
        let algorithm: TestDigest
        let digest: [UInt8]

        init(derEncoded rootNode: ASN1Node) throws {
            (algorithm, digest) = try DER.sequence(rootNode, identifier: .sequence) { nodes in
                let identifier = try AlgorithmIdentifier(derEncoded: &nodes).name
                let digest = Array(try ASN1OctetString(derEncoded: &nodes).bytes)
                guard let algorithm = TestDigest.allCases.first(where: { $0.identifier == identifier }),
                    algorithm.hash([]).count == digest.count
                else { throw TestServiceError("a hash that is not known, or not a digest of it") }
                return (algorithm, digest)
            }
        }
    }

    private struct AlgorithmIdentifier: DERParseable {
        /// In dotted decimals.
        let name: String

        init(derEncoded rootNode: ASN1Node) throws {
            name = try DER.sequence(rootNode, identifier: .sequence) { nodes in
                let identifier = try ASN1ObjectIdentifier(derEncoded: &nodes)
                _ = nodes.next()
                return "\(identifier)"
            }
        }
    }
}
