// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SignatureKeys
import SigstoreBundle
import StrictJSON
import Testing
import _CryptoExtras

/// Keys of logs: each kind by name, by number, and with a key of another kind.
@Suite struct LogKeyTests {
    private static let p256 = P256.Signing.PrivateKey()
    private static let p384 = P384.Signing.PrivateKey()
    private static let p521 = P521.Signing.PrivateKey()
    private static let ed25519 = Curve25519.Signing.PrivateKey()
    private static let rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)

    /// SubjectPublicKeyInfo is a prefix that names Ed25519, and the key (RFC 8410 §4).
    private static let ed25519SPKI: [UInt8] =
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + ed25519.publicKey.rawRepresentation
    private static let rsaSPKI = rsa.map { [UInt8]($0.publicKey.derRepresentation) } ?? []
    private static let rsaPKCS1 = rsa.map { [UInt8]($0.publicKey.pkcs1DERRepresentation) } ?? []

    private static func spki(_ details: PublicKeyDetails) -> [UInt8] {
        switch details.algorithm {
        case .ecdsaP256SHA256: Array(p256.publicKey.derRepresentation)
        case .ecdsaP384SHA384: Array(p384.publicKey.derRepresentation)
        case .ecdsaP521SHA512: Array(p521.publicKey.derRepresentation)
        case .ed25519: ed25519SPKI
        case .rsaPKCS1SHA256, .rsaPSSSHA256:
            [.pkcs1RSAPKCS1v15, .pkcs1RSAPSS].contains(details) ? rsaPKCS1 : rsaSPKI
        default: []
        }
    }

    private func root(_ der: [UInt8], _ details: String) throws -> TrustedRoot {
        try TrustedRoot(text: TrustedRootText.log(.key(der, details)))
    }

    @Test func `knows every number of the .proto file`() {
        #expect(PublicKeyDetails.allCases.map(\.rawValue).sorted() == Array(0...23))
        #expect(Set(PublicKeyDetails.allCases.map(\.protobufName)).count == 24)
        for details in PublicKeyDetails.allCases {
            #expect(PublicKeyDetails(protobufName: details.protobufName) == details)
        }
    }

    private static let made = PublicKeyDetails.allCases.filter {
        !spki($0).isEmpty && !$0.protobufName.contains("3072") && !$0.protobufName.contains("4096")
            && !$0.protobufName.contains("PSS")
    }

    @Test(arguments: made)
    func `reads each kind of key by name and by number`(_ details: PublicKeyDetails) throws {
        let log = try #require(root(Self.spki(details), details.protobufName).transparencyLogs.first)
        #expect(log.key.algorithm == details.algorithm)
        #expect(log.keyDetails == details)
        var text = LogText.key(Self.spki(details), "")
        text.keyDetails = #""keyDetails":\#(details.rawValue)"#
        #expect(try TrustedRoot(text: TrustedRootText.log(text)).transparencyLogs.first?.key == log.key)
    }

    @Test func `makes every kind that it can check`() {
        #expect(Self.made.count == 10)
    }

    @Test(arguments: made, [p256.publicKey.derRepresentation, p384.publicKey.derRepresentation, Data(ed25519SPKI)])
    func `refuses a key of another kind`(_ details: PublicKeyDetails, _ key: Data) throws {
        let wanted = Self.spki(details)
        guard Array(key) != wanted else { return }
        let isPKCS1 = [.pkcs1RSAPKCS1v15, .pkcs1RSAPSS].contains(details)
        expectTrustError(isPKCS1 ? .malformedKey : .keyMismatch) { _ = try root(Array(key), details.protobufName) }
    }

    @Test(
        arguments: PublicKeyDetails.allCases.filter {
            $0.algorithm == .rsaPKCS1SHA256 && ($0.protobufName.contains("3072") || $0.protobufName.contains("4096"))
        }
    )
    func `refuses an RSA key of another size than named`(_ details: PublicKeyDetails) {
        expectTrustError(.keyMismatch) { _ = try root(Self.rsaSPKI, details.protobufName) }
    }

    @Test func `refuses the other encoding of an RSA key, and bytes that are no key`() {
        expectTrustError(.malformedKey) { _ = try root(Self.rsaSPKI, "PKCS1_RSA_PKCS1V5") }
        expectTrustError(.malformedKey) { _ = try root(Self.rsaPKCS1, "PKIX_RSA_PKCS1V5") }
        expectTrustError(.malformedKey) { _ = try root([0, 1, 2], "PKIX_ECDSA_P256_SHA_256") }
        expectTrustError(.malformedKey) { _ = try root(LogText.key + [0], "PKIX_ECDSA_P256_SHA_256") }
    }

    private static let unusable: [PublicKeyDetails] = [
        .ed25519ph, .lms, .lmOTS, .mlDSA44, .mlDSA65, .mlDSA87, .pkcs1RSAPSS, .rsaPSS, .rsaPSSWith2048Bits,
        .rsaPSSWith3072Bits, .rsaPSSWith4096Bits,
    ]

    @Test(arguments: unusable)
    func `a key that cannot be checked is kept by name, and spoils nothing`(_ details: PublicKeyDetails) throws {
        let key = Self.spki(details).isEmpty ? [1] : Self.spki(details)
        let logs = [LogText.key(key, details.protobufName).text, LogText().text]
        let root = try TrustedRoot(text: TrustedRootText.with(\.logs, logs))
        #expect(root.transparencyLogs.count == 1)
        let unusable = try #require(root.unusableTransparencyLogs.first)
        #expect(unusable.name == "log.example/2025")
        #expect(unusable.logID == [0, 1, 2])
        #expect(unusable.checkpointKeyID == [3, 4, 5, 6])
        #expect(unusable.reason.contains(details.protobufName))
    }

    @Test(arguments: made + unusable)
    func `logs of certificates sign with ECDSA and RSA PKCS1 alone`(_ details: PublicKeyDetails) throws {
        let key = Self.spki(details).isEmpty ? [1] : Self.spki(details)
        let logs = [LogText.key(key, details.protobufName).text, LogText().text]
        let root = try TrustedRoot(text: TrustedRootText.with(\.certificateLogs, logs))
        let isUsable = Self.made.contains(details) && details != .ed25519
        #expect(root.certificateTransparencyLogs.count == (isUsable ? 2 : 1))
        guard !isUsable else { return #expect(root.unusableCertificateTransparencyLogs.isEmpty) }
        let reason = try #require(root.unusableCertificateTransparencyLogs.first?.reason)
        #expect(reason.contains(details.protobufName))
        #expect(reason.contains("RFC 6962") == (details.algorithm != nil))
    }

    @Test func `a reason is short whatever the key says of itself`() throws {
        // SubjectPublicKeyInfo of an algorithm whose identifier has 4000 arcs.
        func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
        let algorithm = der(0x30, der(0x06, [0x2A] + [UInt8](repeating: 1, count: 4000)))
        let key = der(0x30, algorithm + [0x03, 0x02, 0x00, 0x01])
        let root = try self.root(key, "PKIX_ED25519")
        let reason = try #require(root.unusableTransparencyLogs.first?.reason)
        #expect(reason.hasPrefix("its key is not supported: "))
        #expect(reason.unicodeScalars.count <= 257)
    }

    @Test func `an RSA key that is too small is kept by name`() throws {
        let key = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)).publicKey.derRepresentation
        let root = try TrustedRoot(
            text: TrustedRootText.with(\.certificateLogs, [LogText.key(key, "PKIX_RSA_PKCS1V5").text])
        )
        #expect(root.certificateTransparencyLogs.isEmpty)
        #expect(root.unusableCertificateTransparencyLogs.first?.reason.contains("1024 bits") == true)
    }

    @Test(arguments: ["", #""hashAlgorithm":0"#, #""hashAlgorithm":"SHA2_384""#, #""hashAlgorithm":5"#])
    func `a tree with another hash is kept by name`(_ hash: String) throws {
        let root = try TrustedRoot(text: TrustedRootText.log(.with(\.hash, hash)))
        #expect(root.transparencyLogs.isEmpty)
        #expect(root.unusableTransparencyLogs.first?.reason.contains("SHA2_256") == true)
    }

    /// Whether the log's key made a signature, as its entry says it does.
    private static func isValid(_ signature: [UInt8], for message: [UInt8], by log: TransparencyLogInstance) -> Bool {
        guard let digest = log.keyDetails.digest else { return log.key.isValidSignature(signature, for: message) }
        return log.key.isValidSignature(signature, for: message, hashedWith: digest)
    }

    @Test func `the hash is the one that the entry names`() throws {
        let message = Array("message".utf8)
        func log(_ details: String) throws -> TransparencyLogInstance {
            try #require(root(Array(Self.p384.publicKey.derRepresentation), details).transparencyLogs.first)
        }
        let sha384 = Array(try Self.p384.signature(for: SHA384.hash(data: message)).derRepresentation)
        let sha256 = Array(try Self.p384.signature(for: SHA256.hash(data: message)).derRepresentation)
        let (standard, deprecated) = try (log("PKIX_ECDSA_P384_SHA_384"), log("PKIX_ECDSA_P384_SHA_256"))
        #expect(Self.isValid(sha384, for: message, by: standard))
        #expect(!Self.isValid(sha256, for: message, by: standard))
        #expect(Self.isValid(sha256, for: message, by: deprecated))
        #expect(!Self.isValid(sha384, for: message, by: deprecated))
        #expect(!Self.isValid(sha384, for: message + [0], by: standard))
    }

    @Test func `Ed25519 and RSA sign`() throws {
        let message = Array("message".utf8)
        let rsa = try #require(Self.rsa)
        let digest = SHA256.hash(data: message)
        let signatures = [
            "PKIX_ED25519": Array(try Self.ed25519.signature(for: message)),
            "PKIX_RSA_PKCS1V15_2048_SHA256":
                Array(try rsa.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation),
        ]
        for (name, signature) in signatures {
            let details = try #require(PublicKeyDetails(protobufName: name))
            let log = try #require(root(Self.spki(details), name).transparencyLogs.first)
            for (other, candidate) in signatures {
                #expect(Self.isValid(candidate, for: message, by: log) == (other == name), "\(name) \(other)")
            }
            #expect(!Self.isValid(signature, for: message + [0], by: log))
        }
    }

    @Test(arguments: [
        ("https://rekor.sigstore.dev", "rekor.sigstore.dev"), ("http://localhost:3000/", "localhost:3000"),
        ("log.example", "log.example"), ("https://ctfe.sigstore.dev/2022/", "ctfe.sigstore.dev/2022"), ("", ""),
        ("https://", ""), ("https://a//", "a/"), ("https://https://a", "https://a"), ("ftp://a", "ftp://a"),
        ("/", ""),
    ])
    func `a log goes by its URL without the scheme`(_ url: String, _ name: String) throws {
        let text = LogText.with(\.baseURL, #""baseUrl":"\#(url)""#)
        #expect(try TrustedRoot(text: TrustedRootText.log(text)).transparencyLogs.first?.name == name)
    }
}
