// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import Timestamping

/// RFC 3161 §2.4.2.
extension Refusal {
    static let algorithms = [
        Refusal(.unsupportedAlgorithm, "SHA-1") {
            $0.signerDigestAlgorithm = TestDER.algorithm("1.3.14.3.2.26")
            $0.digestAlgorithms = [TestDER.algorithm("1.3.14.3.2.26")]
        },
        Refusal(.malformed, "hash algorithm with parameters") {
            $0.signerDigestAlgorithm = TestDER.algorithm("2.16.840.1.101.3.4.2.1", TestDER.integer(1))
        },
        Refusal(.unsupportedAlgorithm, "signature algorithm with another hash") {
            $0.signatureAlgorithm = TestDER.algorithm("1.2.840.10045.4.3.3")
        },
        Refusal(.malformed, "signature algorithm with parameters") {
            $0.signatureAlgorithm = TestDER.algorithm("1.2.840.10045.4.3.2", TestDER.null)
        },
        Refusal(.unsupportedAlgorithm, "bare key type as signature algorithm") {
            $0.signatureAlgorithm = TestDER.algorithm("1.2.840.10045.2.1")
        },
        Refusal(.unsupportedAlgorithm, "ECDSA with SHA-1") {
            $0.signatureAlgorithm = TestDER.algorithm("1.2.840.10045.4.1")
        },
        Refusal(.unsupportedAlgorithm, "algorithm of another kind of key") {
            $0.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.11", TestDER.null)
        },
    ]

    static let content = [
        Refusal(.malformed, "content version 2") { $0.infoVersion = TestDER.integer(2) },
        Refusal(.malformed, "no policy") { $0.policy = [] },
        Refusal(.imprintMismatch, "imprint of another message") {
            $0.imprint = TestDER.sequence(
                DigestChoice.sha256.algorithm,
                TestDER.octets(DigestChoice.sha256.hash(Array("another message".utf8)))
            )
        },
        Refusal(.malformed, "imprint that is too short") {
            $0.imprint = TestDER.sequence(
                DigestChoice.sha256.algorithm,
                TestDER.octets(Array(DigestChoice.sha256.hash(TestTimestamp.message).dropLast()))
            )
        },
        Refusal(.malformed, "imprint of another algorithm's length") {
            $0.imprint = TestDER.sequence(
                DigestChoice.sha384.algorithm,
                TestDER.octets(DigestChoice.sha256.hash(TestTimestamp.message))
            )
        },
        Refusal(.unsupportedAlgorithm, "imprint with SHA-1") {
            $0.imprint = TestDER.sequence(
                TestDER.algorithm("1.3.14.3.2.26"),
                TestDER.octets(TestTimestamp.sha1(TestTimestamp.message))
            )
        },
        Refusal(.malformed, "imprint algorithm with parameters") {
            $0.imprint = TestDER.sequence(
                TestDER.algorithm("2.16.840.1.101.3.4.2.1", TestDER.integer(1)),
                TestDER.octets(DigestChoice.sha256.hash(TestTimestamp.message))
            )
        },
        Refusal(.tooLarge, "long serial number") {
            $0.serialNumber = TestDER.element(0x02, [UInt8](repeating: 1, count: 65))
        },
        Refusal(.malformed, "serial number in too many bytes") { $0.serialNumber = TestDER.element(0x02, [0, 42]) },
        Refusal(.malformed, "time as UTCTime") { $0.time = TestDER.element(0x17, Array("250615120000Z".utf8)) },
        Refusal(.malformed, "negative accuracy") {
            $0.accuracy = TestDER.sequence(TestDER.element(0x02, [0xFF]))
        },
        Refusal(.malformed, "accuracy of many years") {
            $0.accuracy = TestDER.sequence(TestDER.element(0x02, [1, 0, 0, 0, 0]))
        },
        Refusal(.malformed, "0 milliseconds") { $0.accuracy = TestDER.sequence(TestDER.element(0x80, [0])) },
        Refusal(.malformed, "1000 milliseconds") { $0.accuracy = TestDER.sequence(TestDER.element(0x80, [3, 0xE8])) },
        Refusal(.malformed, "1000 microseconds") { $0.accuracy = TestDER.sequence(TestDER.element(0x81, [3, 0xE8])) },
        Refusal(.malformed, "microseconds before milliseconds") {
            $0.accuracy = TestDER.sequence(TestDER.element(0x81, [1]), TestDER.element(0x80, [1]))
        },
        Refusal(.malformed, "ordering spelled out as its default") { $0.ordering = TestDER.element(0x01, [0]) },
        Refusal(.malformed, "ordering that is neither true nor false") { $0.ordering = TestDER.element(0x01, [1]) },
        Refusal(.tooLarge, "long nonce") { $0.nonce = TestDER.element(0x02, [UInt8](repeating: 1, count: 65)) },
        Refusal(.unsupportedExtension, "critical extension") {
            $0.extensions = TestDER.element(
                0xA1,
                TestDER.sequence(TestDER.oid("1.2.3"), TestDER.element(0x01, [0xFF]), TestDER.octets([]))
            )
        },
        Refusal(.malformed, "criticality spelled out as its default") {
            $0.extensions = TestDER.element(
                0xA1,
                TestDER.sequence(TestDER.oid("1.2.3"), TestDER.element(0x01, [0]), TestDER.octets([]))
            )
        },
        Refusal(.malformed, "no extension in the list") { $0.extensions = TestDER.element(0xA1) },
        Refusal(.malformed, "too many extensions") {
            let one = TestDER.sequence(TestDER.oid("1.2.3"), TestDER.octets([]))
            $0.extensions = TestDER.element(0xA1, Array(repeating: one, count: 17).flatMap { $0 })
        },
        Refusal(.malformed, "something after the content's fields") { $0.afterInfo = TestDER.null },
        Refusal(.malformed, "fields out of order") {
            ($0.nonce, $0.ordering) = (TestDER.element(0x01, [0xFF]), TestDER.integer(7))
        },
    ]
}
