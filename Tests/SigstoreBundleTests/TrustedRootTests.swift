// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import SigstoreBundle
import StrictJSON
import TestSupport
import Testing

@Suite struct TrustedRootTests {
    private func expectRefusal(
        of text: String,
        _ code: TrustedRootError.Code = .malformed,
        because reason: JSONError.Code? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectTrustError(code, because: reason, sourceLocation: sourceLocation) { _ = try TrustedRoot(text: text) }
    }

    @Test func `reads every part`() throws {
        let root = try TrustedRoot(text: TrustedRootText().text)
        #expect(root.certificateTransparencyLogs.count == 1 && root.timestampAuthorities.count == 1)
        #expect(root.unusableTransparencyLogs.isEmpty && root.unusableCertificateTransparencyLogs.isEmpty)
        let log = try #require(root.transparencyLogs.first)
        #expect(log.baseURL == "https://log.example/2025/")
        #expect(log.name == "log.example/2025")
        #expect(log.key.derSPKI == LogText.key)
        #expect(log.keyDetails == .ecdsaP256SHA256)
        #expect(log.logID == [0, 1, 2])
        #expect(log.checkpointKeyID == [3, 4, 5, 6])
        #expect(log.operator == "example.org")
        let start = Date(timeIntervalSince1970: 1_735_689_600)
        #expect(log.validity.start == start)
        #expect(log.validity.contains(Date(timeIntervalSince1970: 1_767_225_599.999)))
        #expect(!log.validity.contains(Date(timeIntervalSince1970: 1_767_225_600)))
        let authority = try #require(root.certificateAuthorities.first)
        #expect(authority.uri == "https://ca.example")
        #expect(authority.chain == AuthorityText.chain)
        #expect(authority.validity == ValidityPeriod(start: start))
        #expect(authority.operator == "example.org")
    }

    @Test(arguments: [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    ])
    func `reads every version`(_ mediaType: String) throws {
        #expect(try TrustedRoot(text: TrustedRootText.with(\.mediaType, mediaType)).transparencyLogs.count == 1)
    }

    @Test(arguments: [
        "", "application/vnd.dev.sigstore.trustedroot.v0.3+json", "application/vnd.dev.sigstore.bundle.v0.3+json",
        "application/vnd.dev.sigstore.trustedroot+json;version=0.2", "application/json",
    ])
    func `refuses other media types`(_ mediaType: String) {
        expectRefusal(of: TrustedRootText.with(\.mediaType, mediaType), .wrongMediaType)
    }

    @Test func `reads what is left out, null, or named as in the .proto file`() throws {
        let mediaType = #""mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1""#
        for lists in ["", #","tlogs":null,"ctlogs":[]"#] {
            let root = try TrustedRoot(text: "{\(mediaType)\(lists)}")
            #expect(root.transparencyLogs.isEmpty && root.certificateAuthorities.isEmpty)
        }
        var text = TrustedRootText().text
        for (name, original) in [
            ("mediaType", "media_type"), ("certificateAuthorities", "certificate_authorities"),
            ("timestampAuthorities", "timestamp_authorities"), ("baseUrl", "base_url"),
            ("hashAlgorithm", "hash_algorithm"), ("publicKey", "public_key"), ("rawBytes", "raw_bytes"),
            ("keyDetails", "key_details"), ("validFor", "valid_for"), ("logId", "log_id"), ("keyId", "key_id"),
            ("checkpointKeyId", "checkpoint_key_id"), ("certChain", "cert_chain"), ("commonName", "common_name"),
        ] {
            text = text.replacing("\"\(name)\"", with: "\"\(original)\"")
        }
        let root = try TrustedRoot(text: text)
        #expect(root.transparencyLogs.first?.checkpointKeyID == [3, 4, 5, 6])
        #expect(root.timestampAuthorities.first?.chain == AuthorityText.chain)
    }

    @Test func `an entry may lack what only describes it`() throws {
        var log = LogText()
        (log.baseURL, log.extra) = ("", #""checkpointKeyId":null,"operator":null"#)
        let read = try #require(TrustedRoot(text: TrustedRootText.log(log)).transparencyLogs.first)
        #expect(read.name.isEmpty && read.operator.isEmpty && read.checkpointKeyID == nil)
        var authority = AuthorityText()
        (authority.subject, authority.uri, authority.extra) = ("", "", "")
        let root = try TrustedRoot(text: TrustedRootText.authority(authority))
        #expect(root.certificateAuthorities.first?.chain == AuthorityText.chain)
    }

    @Test func `a log has an identifier of one kind at least`() throws {
        let read = try TrustedRoot(text: TrustedRootText.log(.with(\.logID, ""))).transparencyLogs.first
        #expect(read?.logID == [])
        #expect(read?.checkpointKeyID == [3, 4, 5, 6])
        var log = LogText.with(\.logID, "")
        log.extra = ""
        expectRefusal(of: TrustedRootText.log(log), because: .missingField)
    }

    /// For logs; see AuthorityTests for authorities.
    private static let withoutStart = [
        "", #""validFor":null"#, #""validFor":{}"#, #""validFor":{"start":null}"#,
        #""validFor":{"end":"2025-12-31T23:59:59Z"}"#,
    ]

    @Test(arguments: withoutStart)
    func `refuses a log's period without a beginning`(_ validity: String) {
        for text in [
            TrustedRootText.log(.with(\.validity, validity)),
            TrustedRootText.with(\.certificateLogs, [LogText.with(\.validity, validity).text]),
        ] {
            expectRefusal(of: text, .missingValidityStart, because: .missingField)
        }
    }

    private static let otherJSON: [(String, JSONError.Code)] = [
        ("", .syntax), ("null", .wrongType), ("[]", .wrongType), ("\(TrustedRootText().text)x", .trailingBytes),
        (TrustedRootText.with(\.extra, #","extra":null"#), .unknownField),
        (TrustedRootText.with(\.extra, #","tlogs":[]"#), .duplicateKey),
        (TrustedRootText.with(\.extra, #","media_type":null"#), .duplicateKey),
        (TrustedRootText.with(\.logs, ["null"]), .wrongType),
        (TrustedRootText.with(\.logs, Array(repeating: "{}", count: 257)), .tooManyElements),
        (TrustedRootText.with(\.authorities, Array(repeating: "{}", count: 257)), .tooManyElements),
        (TrustedRootText.with(\.logs, ["{}"]), .missingField),
        (TrustedRootText.log(.with(\.rawBytes, "")), .missingField),
        (TrustedRootText.log(.with(\.rawBytes, #""rawBytes":"""#)), .missingField),
        (TrustedRootText.log(.with(\.rawBytes, #""rawBytes":"!""#)), .invalidValue),
        (TrustedRootText.log(.with(\.keyDetails, "")), .missingField),
        (TrustedRootText.log(.with(\.keyDetails, #""keyDetails":0"#)), .missingField),
        (TrustedRootText.log(.with(\.keyDetails, #""keyDetails":24"#)), .unknownEnumValue),
        (TrustedRootText.log(.with(\.keyDetails, #""keyDetails":"PKIX_ECDSA""#)), .unknownEnumValue),
        (TrustedRootText.log(.with(\.hash, #""hashAlgorithm":"SHA1""#)), .unknownEnumValue),
        (TrustedRootText.log(.with(\.baseURL, #""baseUrl":1"#)), .wrongType),
        (TrustedRootText.log(.with(\.logID, #""logId":{}"#)), .missingField),
        (TrustedRootText.log(.with(\.logID, #""logId":{"keyId":"AAEC","extra":0}"#)), .unknownField),
        (TrustedRootText.log(.with(\.extra, #""extra":0"#)), .unknownField),
        (TrustedRootText.log(.with(\.keyDetails, #""keyDetails":5,"extra":0"#)), .unknownField),
        (TrustedRootText.log(.with(\.validity, #""validFor":{"start":"2025-01-01"}"#)), .invalidValue),
        (TrustedRootText.log(.with(\.validity, #""validFor":{"start":1735689600}"#)), .wrongType),
        (
            TrustedRootText.log(.with(\.validity, #""validFor":{"start":"2025-01-01T00:00:00Z","extra":0}"#)),
            .unknownField
        ),
        (TrustedRootText.authority(.with(\.certificates, [])), .missingField),
        (TrustedRootText.authority(.with(\.certificates, [""])), .missingField),
        (TrustedRootText.authority(.with(\.certificates, ["!"])), .invalidValue),
        (TrustedRootText.authority(.with(\.certificates, Array(repeating: "", count: 11))), .tooManyElements),
        (TrustedRootText.authority(.with(\.subject, #""subject":{"country":"x"}"#)), .unknownField),
        (TrustedRootText.authority(.with(\.extra, #""extra":0"#)), .unknownField),
        (TrustedRootText.authority(.with(\.validity, #""validFor":[]"#)), .wrongType),
        (TrustedRootText.authority(.with(\.validity, #""validFor":{"start":""}"#)), .invalidValue),
        (TrustedRootText.authority(.with(\.validity, #""validFor":{"start":"2025-01-01"}"#)), .invalidValue),
        (TrustedRootText.authority(.with(\.validity, #""validFor":{"end":"2025-01-01"}"#)), .invalidValue),
        (TrustedRootText.authority(.with(\.validity, #""validFor":{"extra":0}"#)), .unknownField),
        (TrustedRootText.with(\.authorities, [#"{"uri":"x"}"#]), .missingField),
    ]

    @Test(arguments: otherJSON.indices)
    func `refuses JSON of another shape`(_ index: Int) {
        let (text, reason) = Self.otherJSON[index]
        expectRefusal(of: text, because: reason)
    }

    @Test func `refuses a certificate that is none`() throws {
        expectRefusal(of: TrustedRootText.authority(.with(\.certificates, ["AAEC"])), .malformedCertificate)
        let good = AuthorityText().certificates
        expectRefusal(of: TrustedRootText.authority(.with(\.certificates, good + ["AAEC"])), .malformedCertificate)
    }

    @Test func `refuses more bytes than any root has, before it reads one`() {
        let count = TrustedRoot.maximumByteCount
        let padding = String(repeating: " ", count: count)
        expectRefusal(of: TrustedRootText().text + padding, .tooLarge)
        let values = "[\(String(repeating: "0,", count: 1 << 16))0]"
        expectRefusal(of: TrustedRootText.with(\.extra, #","extra":\#(values)"#), because: .tooLarge)
    }

    @Test func `reads files, and names them`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["root.json": TrustedRootText().text, "other.json": "{}"])
        #expect(try TrustedRoot(contentsOf: folder.url.appending(path: "root.json")).transparencyLogs.count == 1)
        let error = #expect(throws: TrustedRootError.self) {
            try TrustedRoot(contentsOf: folder.url.appending(path: "other.json"))
        }
        #expect(error?.code == .wrongMediaType)
        #expect(error?.description.contains("other.json") == true)
        expectTrustError(.notFound) { _ = try TrustedRoot(contentsOf: folder.url.appending(path: "none.json")) }
        expectTrustError(.unreadable) { _ = try TrustedRoot(contentsOf: folder.url) }
        let handle = try FileHandle(forWritingTo: folder.url.appending(path: "other.json"))
        try handle.truncate(atOffset: 1 << 30)
        try handle.close()
        expectTrustError(.tooLarge) { _ = try TrustedRoot(contentsOf: folder.url.appending(path: "other.json")) }
    }

    @Test func `no part of a root is a root`() {
        let bytes = Array(TrustedRootText.log(.with(\.extra, "")).utf8)
        for count in bytes.indices {
            expectTrustError(.malformed) { _ = try TrustedRoot(parsing: Array(bytes[..<count])) }
        }
    }

    @Test func `any flipped bit is refused, or changes what is read, or only its spelling`() throws {
        let codes: Set<TrustedRootError.Code> = [
            .malformed, .wrongMediaType, .malformedKey, .keyMismatch, .malformedCertificate, .missingValidityStart,
        ]
        let certificate = try #require(AuthorityText().certificates.last)
        var text = TrustedRootText()
        (text.certificateLogs, text.timestampAuthorities) = ([], [])
        text.authorities = [AuthorityText.with(\.certificates, [certificate]).text]
        let bytes = Array(text.text.utf8)
        let start = try #require(text.text.range(of: certificate)).lowerBound.utf16Offset(in: text.text)
        for bit in 0..<bytes.count * 8 {
            // Certificates have such a test of their own: one bit of each character is enough here.
            let isInCertificate = (start..<start + certificate.utf8.count).contains(bit / 8)
            guard !isInCertificate || bit % 8 == bit / 8 % 8 else { continue }
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            do throws(TrustedRootError) {
                let root = try TrustedRoot(parsing: flipped)
                #expect(root.transparencyLogs.count + root.unusableTransparencyLogs.count == 1)
                #expect(root.certificateAuthorities.count + root.unusableCertificateAuthorities.count == 1)
                #expect(root.certificateAuthorities.allSatisfy { $0.chain.count == 1 })
            } catch {
                #expect(codes.contains(error.code), "\(error)")
                #expect(!error.description.isEmpty)
            }
        }
    }
}
