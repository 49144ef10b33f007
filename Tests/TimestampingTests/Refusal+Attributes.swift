// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import Timestamping

/// RFC 5652 §11, RFC 2634 §5.4, RFC 5035.
extension Refusal {
    static let attributes = [
        Refusal(.malformed, "attributes that are not sorted") {
            ($0.areAttributesSorted, $0.attributes) = (false, { $0.sort { $1.lexicographicallyPrecedes($0) } })
        },
        Refusal(.invalidSignature, "signature over attributes that are not sorted, which then were") {
            $0.signed = { _ in TestDER.set([TestDER.null]) }
        },
        Refusal(.malformed, "no attribute") { $0.attributes = { $0 = [] } },
        Refusal(.malformed, "too many attributes") {
            $0.attributes = { $0 += (0..<30).map { TestTimestamp.attribute("1.2.3", TestDER.integer($0)) } }
        },
        Refusal(.missingAttribute, "no content type") { $0.attributes = { $0.remove(at: 0) } },
        Refusal(.attributeMismatch, "another content type") {
            $0.attributes = { $0[0] = TestTimestamp.contentTypeAttribute("1.2.840.113549.1.7.1") }
        },
        Refusal(.malformed, "content type twice") { $0.attributes = { $0.append($0[0]) } },
        Refusal(.malformed, "content type with two values") {
            $0.attributes = { attributes in
                let type = TestDER.oid(TestTimestamp.timestampInfo)
                attributes[0] = TestTimestamp.attribute("1.2.840.113549.1.9.3", type, type)
            }
        },
        Refusal(.malformed, "content type without a value") {
            $0.attributes = { $0[0] = TestTimestamp.attribute("1.2.840.113549.1.9.3") }
        },
        Refusal(.malformed, "content type of another kind") {
            $0.attributes = { $0[0] = TestTimestamp.attribute("1.2.840.113549.1.9.3", TestDER.null) }
        },
        Refusal(.missingAttribute, "no digest") { $0.attributes = { $0.remove(at: 1) } },
        Refusal(.attributeMismatch, "digest of something else") {
            $0.attributes = { $0[1] = TestTimestamp.digestAttribute(DigestChoice.sha256.hash([])) }
        },
        Refusal(.attributeMismatch, "digest with another hash") {
            let digest = DigestChoice.sha384.hash($0.info)
            $0.attributes = { $0[1] = TestTimestamp.digestAttribute(digest) }
        },
        Refusal(.malformed, "two digests") {
            $0.attributes = { $0.append(TestTimestamp.digestAttribute(DigestChoice.sha256.hash([]))) }
        },
    ]

    static let certificateBinding = [
        Refusal(.missingAttribute, "no certificate attribute") { $0.attributes = { $0.remove(at: 2) } },
        Refusal(.malformed, "certificate attribute twice") {
            let other = DigestChoice.sha256.hash($0.authority.signer.der)
            $0.attributes = { $0.append(TestTimestamp.certificateAttribute(hash: other)) }
        },
        Refusal(.malformed, "certificate attribute without a certificate") {
            $0.attributes = {
                $0[2] = TestTimestamp.attribute("1.2.840.113549.1.9.16.2.47", TestDER.sequence(TestDER.sequence()))
            }
        },
        Refusal(.signerMismatch, "hash of another certificate") {
            let hash = DigestChoice.sha256.hash($0.authority.intermediate.der)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash) }
        },
        Refusal(.signerMismatch, "signer second") {
            let der = $0.authority.signer.der
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(
                    hash: DigestChoice.sha256.hash([]),
                    others: TestDER.sequence(TestDER.octets(DigestChoice.sha256.hash(der)))
                )
            }
        },
        Refusal(.signerMismatch, "hash named as another") {
            let hash = DigestChoice.sha384.hash($0.authority.signer.der)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash) }
        },
        Refusal(.unsupportedAlgorithm, "hash that is not known") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(
                    hash: hash,
                    algorithm: TestDER.algorithm("2.16.840.1.101.3.4.2.8")
                )
            }
        },
        Refusal(.unsupportedAlgorithm, "second version with SHA-1") {
            let hash = TestTimestamp.sha1($0.authority.signer.der)
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(hash: hash, algorithm: TestDER.algorithm("1.3.14.3.2.26"))
            }
        },
        Refusal(.signerMismatch, "another serial number in the certificate attribute") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            let issuerSerial = TestTimestamp.issuerSerial(TestTimestamp.issuer, TestDER.integer(1))
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash, issuerSerial) }
        },
        Refusal(.signerMismatch, "another issuer in the certificate attribute") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            let issuerSerial = TestTimestamp.issuerSerial(TestTimestamp.commonName("another"))
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash, issuerSerial) }
        },
        Refusal(.signerMismatch, "two issuers in the certificate attribute") {
            let hash = DigestChoice.sha256.hash($0.authority.signer.der)
            let name = TestDER.element(0xA4, TestTimestamp.issuer)
            let issuerSerial = TestDER.sequence(TestDER.sequence(name, name), TestTimestamp.serialNumber)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(hash: hash, issuerSerial) }
        },
        Refusal(.signerMismatch, "SHA-1 of another certificate") {
            let hash = TestTimestamp.sha1($0.authority.intermediate.der)
            $0.attributes = { $0[2] = TestTimestamp.certificateAttribute(sha1: hash) }
        },
        Refusal(.signerMismatch, "both versions, the first wrong") {
            let hash = TestTimestamp.sha1($0.authority.intermediate.der)
            $0.attributes = { $0.append(TestTimestamp.certificateAttribute(sha1: hash)) }
        },
        Refusal(.signerMismatch, "both versions, the second wrong") {
            let hash = TestTimestamp.sha1($0.authority.signer.der)
            $0.attributes = {
                $0[2] = TestTimestamp.certificateAttribute(sha1: hash)
                $0.append(TestTimestamp.certificateAttribute(hash: DigestChoice.sha256.hash([])))
            }
        },
        Refusal(.signerMismatch, "another name of the authority") {
            $0.name = TestDER.element(0xA0, TestDER.element(0xA4, TestTimestamp.commonName("another")))
        },
        Refusal(.signerMismatch, "a name that the certificate has not") {
            $0.name = TestDER.element(0xA0, TestDER.element(0x82, Array("example.com".utf8)))
        },
    ]
}
