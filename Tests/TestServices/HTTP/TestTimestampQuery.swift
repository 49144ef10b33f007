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

    init(derEncoded rootNode: ASN1Node) throws {
        self = try DER.sequence(rootNode, identifier: .sequence) { nodes in
            guard try Int(derEncoded: &nodes) == 1 else { throw TestServiceError("not version 1") }
            let imprint = try MessageImprint(derEncoded: &nodes)
            let _: ASN1ObjectIdentifier? = try DER.optionalImplicitlyTagged(&nodes)
            let nonce: ArraySlice<UInt8>? = try DER.optionalImplicitlyTagged(&nodes)
            let wantsCertificate = try DER.decodeDefault(&nodes, defaultValue: false)
            return Self(
                algorithm: imprint.algorithm,
                digest: imprint.digest,
                nonce: nonce.map { Array($0) },
                wantsCertificate: wantsCertificate
            )
        }
    }

    private init(algorithm: TestDigest, digest: [UInt8], nonce: [UInt8]?, wantsCertificate: Bool) {
        (self.algorithm, self.digest, self.nonce, self.wantsCertificate) = (algorithm, digest, nonce, wantsCertificate)
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
