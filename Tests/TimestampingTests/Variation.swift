// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import Testing

/// A change that a response may have and still be verified.
struct Variation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout TestTimestamp) throws -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout TestTimestamp) throws -> Void) {
        (testDescription, self.change) = (name, change)
    }
}

extension Variation {
    static let all = [
        Variation("granted with modifications") { $0.status = TestDER.sequence(TestDER.integer(1)) },
        Variation("granted with a text") {
            $0.status = TestDER.sequence(
                TestDER.integer(0),
                TestDER.sequence(TestDER.element(0x0C, Array("fine".utf8)))
            )
        },
        Variation("no certificates, in a set") { $0.certificates = TestDER.element(0xA0) },
        Variation("certificates in any order") {
            let all = [$0.authority.root, $0.authority.signer, $0.authority.intermediate].map(\.der)
            $0.certificates = TestDER.set(all, tag: 0xA0, isSorted: false)
        },
        Variation("certificate that cannot be read") {
            $0.certificates = TestDER.element(0xA0, TestDER.sequence(TestDER.null))
        },
        Variation("revocation lists") { $0.revocationLists = TestDER.element(0xA1, TestDER.sequence()) },
        Variation("several hash algorithms announced, one unknown") {
            $0.digestAlgorithms = [DigestChoice.sha256.algorithm, TestDER.algorithm("1.2.3", TestDER.integer(1))]
        },
        Variation("NULL beside the hash algorithms") {
            $0.digestAlgorithms = [TestDER.algorithm("2.16.840.1.101.3.4.2.1", TestDER.null)]
            $0.signerDigestAlgorithm = TestDER.algorithm("2.16.840.1.101.3.4.2.1", TestDER.null)
        },
        Variation("key identifier") {
            ($0.signerVersion, $0.signerIdentifier) = (TestDER.integer(3), TestDER.element(0x80, [1, 2, 3, 4]))
        },
        Variation("unsigned attributes") {
            $0.unsignedAttributes = TestDER.element(0xA1, TestTimestamp.attribute("1.2.3", TestDER.null))
        },
        Variation("other signed attributes") {
            $0.attributes = { $0.append(TestTimestamp.attribute("1.2.3", TestDER.null)) }
        },
        Variation("certificate without issuer and serial number") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash) }
        },
        Variation("SHA-256 of the certificate spelled out") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(hash: hash, algorithm: DigestChoice.sha256.algorithm)
            }
        },
        Variation("SHA-512 of the certificate, and a second certificate") {
            let hash = DigestChoice.sha512.hash($0.authority.signer.der)
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(
                    hash: hash,
                    algorithm: DigestChoice.sha512.algorithm,
                    others: TestDER.sequence(TestDER.octets([1]))
                )
            }
        },
        Variation("SHA-1 of the certificate") {
            let hash = TestTimestamp.sha1($0.authority.signer.der)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(sha1: hash, TestTimestamp.issuerSerial()) }
        },
        Variation("both versions of the certificate attribute") {
            let hash = TestTimestamp.sha1($0.authority.signer.der)
            $0.attributes = { $0.append(TestTimestamp.certificateAttribute(sha1: hash)) }
        },
        Variation("name of the authority") {
            $0.name = TestDER.element(0xA0, TestDER.element(0xA4, TestTimestamp.commonName("signer")))
        },
        Variation("imprint with SHA-512") {
            $0.imprint = TestDER.sequence(
                TestDER.algorithm("2.16.840.1.101.3.4.2.3", TestDER.null),
                TestDER.octets(DigestChoice.sha512.hash(TestTimestamp.message))
            )
        },
        Variation("longest serial number") {
            $0.serialNumber = TestDER.element(0x02, [UInt8](repeating: 1, count: 64))
        },
        Variation("negative serial number") { $0.serialNumber = TestDER.element(0x02, [0x80]) },
        Variation("nothing that is optional") { ($0.accuracy, $0.nonce) = ([], []) },
        Variation("accuracy of nothing") { $0.accuracy = TestDER.sequence() },
        Variation("ordering") { $0.ordering = TestDER.element(0x01, [0xFF]) },
        Variation("extension that is not critical") {
            $0.extensions = TestDER.element(0xA1, TestDER.sequence(TestDER.oid("1.2.3"), TestDER.octets([])))
        },
    ]
}
