// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import SignatureKeys
import Timestamping

/// A response made by hand: every part in DER, so that a test changes one and has the rest signed around it.
struct TestTimestamp {
    static let message = Array("a message".utf8)

    let authority: TestAuthority
    var digest = DigestChoice.sha256

    // TSTInfo, in its order.
    var infoVersion = TestDER.integer(1)
    var policy = TestDER.oid("1.3.6.1.4.1.57264.99")
    var imprint = TestDER.sequence(DigestChoice.sha256.algorithm, TestDER.octets(DigestChoice.sha256.hash(message)))
    var serialNumber = TestDER.integer(42)
    var time = TestDER.time("20250615120000Z")
    var accuracy = TestDER.sequence(TestDER.integer(1))
    var ordering: [UInt8] = []
    var nonce = TestDER.integer(7)
    var name: [UInt8] = []
    var extensions: [UInt8] = []
    var afterInfo: [UInt8] = []

    // SignedData, in its order.
    var contentInfoType = TestDER.oid("1.2.840.113549.1.7.2")
    var version = TestDER.integer(3)
    var digestAlgorithms: [[UInt8]]?
    var contentType = TestDER.oid(Self.timestampInfo)
    var content: ([UInt8]) -> [UInt8] = { TestDER.element(0xA0, TestDER.octets($0)) }
    var certificates: [UInt8] = []
    var revocationLists: [UInt8] = []
    var signers: ([UInt8]) -> [[UInt8]] = { [$0] }
    var afterSignedData: [UInt8] = []

    // SignerInfo, in its order.
    var signerVersion = TestDER.integer(1)
    var signerIdentifier: [UInt8]
    var signerDigestAlgorithm: [UInt8]?
    var attributes: (inout [[UInt8]]) -> Void = { _ in }
    var areAttributesSorted = true
    var attributeTag: UInt8 = 0xA0
    var signatureAlgorithm: [UInt8]?
    var signed: ([UInt8]) -> [UInt8] = { $0 }
    var signature: ([UInt8]) -> [UInt8] = { TestDER.octets($0) }
    var unsignedAttributes: [UInt8] = []

    // TimeStampResp.
    var status = TestDER.sequence(TestDER.integer(0))
    var hasToken = true
    var afterToken: [UInt8] = []

    init(_ authority: TestAuthority) {
        self.authority = authority
        signerIdentifier = TestDER.sequence(Self.issuer, Self.serialNumber)
    }

    static let timestampInfo = "1.2.840.113549.1.9.16.1.4"
    /// The name of the intermediate, which issued the signer's certificate.
    static let issuer = commonName("intermediate")
    /// The number of the signer's certificate.
    static let serialNumber = TestDER.element(0x02, [0x12, 0x34, 0x06])

    static func commonName(_ name: String) -> [UInt8] {
        TestDER.sequence(
            TestDER.set([TestDER.sequence(TestDER.oid("2.5.4.3"), TestDER.element(0x0C, Array(name.utf8)))])
        )
    }

    /// The number and the issuer of a certificate, as an `IssuerSerial`.
    static func issuerSerial(_ issuer: [UInt8] = issuer, _ serialNumber: [UInt8] = serialNumber) -> [UInt8] {
        TestDER.sequence(TestDER.sequence(TestDER.element(0xA4, issuer)), serialNumber)
    }

    static func attribute(_ type: String, _ values: [UInt8]...) -> [UInt8] {
        TestDER.sequence(TestDER.oid(type), TestDER.set(values))
    }

    static func contentTypeAttribute(_ type: String = timestampInfo) -> [UInt8] {
        attribute("1.2.840.113549.1.9.3", TestDER.oid(type))
    }

    static func digestAttribute(_ digest: [UInt8]) -> [UInt8] {
        attribute("1.2.840.113549.1.9.4", TestDER.octets(digest))
    }

    /// `signingCertificate`: an `ESSCertID` with SHA-1.
    static func certificateAttribute(sha1 hash: [UInt8], _ issuerSerial: [UInt8] = []) -> [UInt8] {
        let identifier = TestDER.sequence(TestDER.octets(hash), issuerSerial)
        return attribute("1.2.840.113549.1.9.16.2.12", TestDER.sequence(TestDER.sequence(identifier)))
    }

    /// `signingCertificateV2`: an `ESSCertIDv2`, with its algorithm if it is not SHA-256.
    static func certificateAttribute(
        hash: [UInt8],
        algorithm: [UInt8] = [],
        _ issuerSerial: [UInt8] = [],
        others: [UInt8] = []
    ) -> [UInt8] {
        let identifier = TestDER.sequence(algorithm, TestDER.octets(hash), issuerSerial)
        return attribute("1.2.840.113549.1.9.16.2.47", TestDER.sequence(TestDER.sequence(identifier, others)))
    }

    static func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

    /// The content that is signed.
    var info: [UInt8] {
        TestDER.sequence(
            infoVersion,
            policy,
            imprint,
            serialNumber,
            time,
            accuracy,
            ordering,
            nonce,
            name,
            extensions,
            afterInfo
        )
    }

    /// The attributes before ``attributes`` changes them: content type, digest and certificate.
    private var goodAttributes: [[UInt8]] {
        [
            Self.contentTypeAttribute(), Self.digestAttribute(digest.hash(info)),
            Self.certificateAttribute(hash: DigestChoice.sha256.hash(authority.signer.der), Self.issuerSerial()),
        ]
    }

    /// The `SignerInfo`, signed.
    private var signer: [UInt8] {
        get throws {
            var attributes = goodAttributes
            self.attributes(&attributes)
            let toSign = signed(TestDER.set(attributes, isSorted: areAttributesSorted))
            return TestDER.sequence(
                signerVersion,
                signerIdentifier,
                signerDigestAlgorithm ?? digest.algorithm,
                attributeTag == 0 ? [] : TestDER.set(attributes, tag: attributeTag, isSorted: areAttributesSorted),
                signatureAlgorithm ?? authority.key.algorithm(digest),
                signature(try authority.key.sign(toSign, digest)),
                unsignedAttributes
            )
        }
    }

    /// The token alone.
    var token: [UInt8] {
        get throws {
            let signedData = TestDER.sequence(
                version,
                TestDER.set(digestAlgorithms ?? [digest.algorithm]),
                TestDER.sequence(contentType, content(info)),
                certificates,
                revocationLists,
                TestDER.set(signers(try signer), isSorted: false),
                afterSignedData
            )
            return TestDER.sequence(contentInfoType, TestDER.element(0xA0, signedData))
        }
    }

    /// The response.
    var response: [UInt8] {
        get throws { TestDER.sequence(status, hasToken ? try token : [], afterToken) }
    }

    /// Reads and verifies the response with the authority that made it.
    @discardableResult
    func verify(by trusted: TimestampAuthority? = nil) async throws -> VerifiedTimestamp {
        let token = try TimestampResponse(parsing: response).token
        return try await token.verify(over: Self.message, by: trusted ?? authority.trusted)
    }
}
