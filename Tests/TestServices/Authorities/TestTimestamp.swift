// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// An RFC 3161 timestamp: TSTInfo within CMS SignedData; every test changes one thing.
package struct TestTimestamp: Sendable {
    /// How the signer's certificate is named in a signed attribute.
    package enum SigningCertificate: Sendable, Hashable { case v1, v2, both, none }
    package enum SignerIdentifier: Sendable, Hashable { case issuerAndSerialNumber, subjectKeyIdentifier }
    package enum Certificates: Sendable, Hashable { case none, signer, chain }

    /// Which of the instance's timestamp authorities.
    package var authority = 0
    package var date = TestSigstore.now
    /// Digits of the second behind the point.
    package var fraction = ""
    /// What is stamped instead of the bundle's signature.
    package var message: [UInt8]?

    // The response.
    package var status = 0
    package var hasToken = true

    // TSTInfo.
    package var version = 1
    package var policy = "1.3.6.1.4.1.57264.2"
    package var imprintDigest = TestDigest.sha256
    package var imprint: [UInt8]?
    package var serialNumber: [UInt8] = [1, 2, 3, 4]
    /// Seconds, milliseconds, microseconds; `nil` for no such field.
    package var accuracy: [Int?]? = [1, nil, nil]
    package var ordering = false
    package var nonce: [UInt8]? = [5, 6, 7, 8]
    package var hasAuthorityName = true
    /// An extension of TSTInfo.
    package var extensions: [TestExtension] = []
    package var info: Alteration<[UInt8]> = { _ in }

    // CMS.
    package var certificates = Certificates.signer
    /// Certificates besides, in DER.
    package var extraCertificates: [[UInt8]] = []
    package var signerIdentifier = SignerIdentifier.issuerAndSerialNumber
    package var signerSerialNumber: [UInt8]?
    package var signedDataVersion = 3
    /// What the token says it holds; id-ct-TSTInfo.
    package var contentType = "1.2.840.113549.1.9.16.1.4"
    /// The same in the signed attributes; `nil` for no such attribute.
    package var attributeContentType: String? = "1.2.840.113549.1.9.16.1.4"
    package var hasMessageDigest = true
    package var messageDigest: [UInt8]?
    package var hasSigningTime = true
    package var signingCertificate = SigningCertificate.v2
    /// What the signing certificate's hash is made of.
    package var namedCertificate: [UInt8]?
    package var hasIssuerSerial = true
    package var namedSerialNumber: [UInt8]?
    /// Whether attributes are signed at all, or the content itself.
    package var hasSignedAttributes = true
    package var extraAttributes: [[UInt8]] = []
    /// The hash within CMS: SHA-512 for Ed25519 (RFC 8419), else the key's own.
    package var digest: TestDigest?
    /// AlgorithmIdentifier of the signature.
    package var signatureAlgorithm: [UInt8]?
    package var key: TestKey?
    package var signature: Alteration<[UInt8]> = { _ in }
    /// How many signers it has; each is the same.
    package var signerCount = 1
    /// The whole response, at the end.
    package var made: Alteration<[UInt8]> = { _ in }

    package init(authority: Int = 0) { self.authority = authority }

    func response(over message: [UInt8], by authority: TestTSA.Made) throws -> [UInt8] {
        let token = try hasToken ? token(over: self.message ?? message, by: authority) : []
        var response = TestDER.sequence(TestDER.sequence(TestDER.integer(status)), token)
        try made(&response)
        return response
    }

    private func information(over message: [UInt8], by authority: TestTSA.Made) throws -> [UInt8] {
        let name = TestDER.context(4, TestX509.name(authority.recipe.commonName))
        var result = TestDER.sequence(
            TestDER.integer(version),
            TestDER.identifier(policy),
            TestDER.sequence(
                TestDER.algorithm(imprintDigest.identifier, TestDER.null),
                TestDER.octets(imprint ?? imprintDigest.hash(message))
            ),
            TestDER.integer(serialNumber),
            TestDER.generalizedTime(date, fraction: fraction),
            encodedAccuracy,
            ordering ? TestDER.boolean(true) : [],
            nonce.map { TestDER.integer($0) } ?? [],
            hasAuthorityName ? TestDER.context(0, name) : [],
            extensions.isEmpty ? [] : TestDER.context(1, extensions.flatMap(\.der))
        )
        try info(&result)
        return result
    }

    /// Accuracy: seconds, `[0]` milliseconds, `[1]` microseconds, each optional.
    private var encodedAccuracy: [UInt8] {
        guard let accuracy else { return [] }
        let tags: [UInt8] = [0x02, 0x80, 0x81]
        return TestDER.sequence(
            zip(tags, accuracy).flatMap { tag, value in
                value.map { [tag] + TestDER.integer($0).dropFirst() } ?? []
            }
        )
    }

    private func token(over message: [UInt8], by authority: TestTSA.Made) throws -> [UInt8] {
        let information = try information(over: message, by: authority)
        let digest = digest(of: authority)
        let signer = try signer(of: information, by: authority)
        var carried: [[UInt8]] =
            switch certificates {
            case .none: []
            case .signer: [authority.signer]
            case .chain: authority.certificates
            }
        carried += extraCertificates
        let data = TestDER.sequence(
            TestDER.integer(signedDataVersion),
            TestDER.set([TestDER.algorithm(digest.identifier, TestDER.null)]),
            TestDER.sequence(
                TestDER.identifier(contentType),
                TestDER.context(0, TestDER.octets(information))
            ),
            carried.isEmpty ? [] : TestDER.context(0, TestDER.sorted(carried)),
            TestDER.set(Array(repeating: signer, count: signerCount))
        )
        return TestDER.sequence(TestDER.identifier("1.2.840.113549.1.7.2"), TestDER.context(0, data))
    }

    private func digest(of authority: TestTSA.Made) -> TestDigest {
        digest ?? (key ?? authority.recipe.key).digest ?? .sha512
    }

    private func signer(of content: [UInt8], by authority: TestTSA.Made) throws -> [UInt8] {
        let (key, digest) = (key ?? authority.recipe.key, digest(of: authority))
        let attributes = TestDER.sorted(try attributes(of: content, hashedWith: digest, by: authority))
        // RFC 5652 §5.4: a separate encoding, with the tag of SET OF, is what is signed.
        let covered = hasSignedAttributes ? TestDER.element(0x31, attributes) : content
        var signature = try key.sign(covered, hashedWith: key.digest == nil ? nil : digest)
        try self.signature(&signature)
        let serialNumber = TestDER.integer(signerSerialNumber ?? authority.content.serialNumber)
        let (version, identifier) =
            switch signerIdentifier {
            case .issuerAndSerialNumber: (1, TestDER.sequence(authority.content.issuer, serialNumber))
            case .subjectKeyIdentifier: (3, TestDER.primitive(0, try authority.recipe.key.shortKeyID()))
            }
        return TestDER.sequence(
            TestDER.integer(version),
            identifier,
            TestDER.algorithm(digest.identifier, TestDER.null),
            hasSignedAttributes ? TestDER.context(0, attributes) : [],
            signatureAlgorithm ?? key.algorithmIdentifier(hashedWith: digest),
            TestDER.octets(signature)
        )
    }
}
