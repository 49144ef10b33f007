// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import Timestamping

/// RFC 3161 §2.4.2, RFC 5652 §5.1 and §5.3.
extension Refusal {
    static let response = [
        Refusal(.rejected, "status rejection, with a token") {
            $0.status = TestDER.sequence(TestDER.integer(2), TestDER.element(0x03, [7, 0x80]))
        },
        Refusal(.rejected, "status waiting") {
            ($0.status, $0.hasToken) = (TestDER.sequence(TestDER.integer(3)), false)
        },
        Refusal(.rejected, "unknown status") { $0.status = TestDER.sequence(TestDER.integer(6)) },
        Refusal(.rejected, "negative status") { $0.status = TestDER.sequence(TestDER.element(0x02, [0xFF])) },
        Refusal(.malformed, "granted with a failure") {
            $0.status = TestDER.sequence(TestDER.integer(0), TestDER.element(0x03, [7, 0x80]))
        },
        Refusal(.malformed, "too many texts in the status") {
            let texts = Array(repeating: TestDER.element(0x0C, [0x41]), count: 17).flatMap { $0 }
            $0.status = TestDER.sequence(TestDER.integer(0), TestDER.sequence(texts))
        },
        Refusal(.malformed, "status text that is not UTF-8") {
            $0.status = TestDER.sequence(TestDER.integer(0), TestDER.sequence(TestDER.element(0x0C, [0xFF])))
        },
        Refusal(.malformed, "no status") { $0.status = [] },
        Refusal(.malformed, "granted without a token") { $0.hasToken = false },
        Refusal(.malformed, "something after the token") { $0.afterToken = TestDER.null },
        Refusal(.tooLarge, "larger than the limit") {
            $0.unsignedAttributes = TestDER.element(0xA1, TestDER.octets([UInt8](repeating: 0, count: 64 << 10)))
        },
    ]

    static let signedData = [
        Refusal(.malformed, "no signed data") { $0.contentInfoType = TestDER.oid("1.2.840.113549.1.7.1") },
        Refusal(.malformed, "version 1") { $0.version = TestDER.integer(1) },
        Refusal(.malformed, "version 4") { $0.version = TestDER.integer(4) },
        Refusal(.malformed, "hash algorithm not announced") { $0.digestAlgorithms = [DigestChoice.sha384.algorithm] },
        Refusal(.malformed, "no hash algorithm announced") { $0.digestAlgorithms = [] },
        Refusal(.malformed, "too many hash algorithms announced") {
            $0.digestAlgorithms = Array(repeating: DigestChoice.sha256.algorithm, count: 9)
        },
        Refusal(.malformed, "hash algorithm announced with parameters") {
            $0.digestAlgorithms = [
                DigestChoice.sha256.algorithm, TestDER.algorithm("2.16.840.1.101.3.4.2.1", TestDER.integer(1)),
            ]
        },
        Refusal(.malformed, "content of another type") { $0.contentType = TestDER.oid("1.2.840.113549.1.7.1") },
        Refusal(.malformed, "no content") { $0.content = { _ in [] } },
        Refusal(.malformed, "content not in an octet string") { $0.content = { TestDER.element(0xA0, $0) } },
        Refusal(.malformed, "content in a constructed octet string") {
            $0.content = { TestDER.element(0xA0, TestDER.element(0x24, TestDER.octets($0))) }
        },
        Refusal(.malformed, "something after the content") {
            $0.content = { TestDER.element(0xA0, TestDER.octets($0 + TestDER.null)) }
        },
        Refusal(.malformed, "attribute certificate") { $0.certificates = TestDER.element(0xA0, TestDER.element(0xA2)) },
        Refusal(.tooManyCertificates, "nine certificates") {
            let der = $0.authority.signer.der
            $0.certificates = TestDER.element(0xA0, Array(repeating: der, count: 9).flatMap { $0 })
        },
        Refusal(.malformed, "no signature") { $0.signers = { _ in [] } },
        Refusal(.malformed, "two signatures") { $0.signers = { [$0, $0] } },
        Refusal(.malformed, "something after the signatures") { $0.afterSignedData = TestDER.null },
    ]

    static let signerInfo = [
        Refusal(.malformed, "version 3 with issuer and serial number") { $0.signerVersion = TestDER.integer(3) },
        Refusal(.malformed, "version 1 with a key identifier") {
            $0.signerIdentifier = TestDER.element(0x80, [1, 2, 3, 4])
        },
        Refusal(.untrustedAuthority, "another issuer") {
            $0.signerIdentifier = TestDER.sequence(TestTimestamp.commonName("another"), TestTimestamp.serialNumber)
        },
        Refusal(.untrustedAuthority, "another serial number") {
            $0.signerIdentifier = TestDER.sequence(TestTimestamp.issuer, TestDER.integer(1))
        },
        Refusal(.untrustedAuthority, "another key identifier") {
            ($0.signerVersion, $0.signerIdentifier) = (TestDER.integer(3), TestDER.element(0x80, [1, 2, 3, 5]))
        },
        Refusal(.missingAttribute, "no signed attributes") {
            let info = $0.info
            ($0.attributeTag, $0.signed) = (0, { _ in info })
        },
        Refusal(.invalidSignature, "signature over the attributes with their own tag") {
            $0.signed = { [0xA0] + $0.dropFirst() }
        },
        Refusal(.invalidSignature, "signature over the content") {
            let info = $0.info
            $0.signed = { _ in info }
        },
        Refusal(.invalidSignature, "signature of other bytes") { $0.signed = { $0 + [0] } },
        Refusal(.invalidSignature, "empty signature") { $0.signature = { _ in TestDER.octets([]) } },
        Refusal(.invalidSignature, "something after the signature's numbers") {
            $0.signature = { TestDER.octets($0 + [0]) }
        },
        Refusal(.malformed, "signature in a bit string") { $0.signature = { TestDER.element(0x03, [0] + $0) } },
        Refusal(.malformed, "primitive unsigned attributes") { $0.unsignedAttributes = TestDER.element(0x81) },
    ]
}
