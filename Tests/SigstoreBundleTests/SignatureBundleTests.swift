// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SigstoreBundle
import StrictJSON
import Testing

@Suite struct SignatureBundleTests {
    @Test func `reads every part`() throws {
        let bundle = try BundleText().bundle()
        #expect(bundle.mediaType == SignatureBundle.mediaType)
        #expect(bundle.verificationMaterial.content == .publicKey(.init(hint: "aa")))
        #expect(bundle.envelope?.payload == Array("hi".utf8))
        #expect(bundle.envelope?.payloadType == "text/plain")
        #expect(bundle.envelope?.signatures == [DSSEEnvelope.Signature(sig: [0xFB, 0xFF])])
        #expect(bundle.unverifiedCertificates.isEmpty)
    }

    @Test func `reads members in any order, with whitespace between`() throws {
        let text = """
            {
              "dsseEnvelope" : { "signatures": [ {"sig": "+/8="} ], "payloadType": "text/plain", "payload": "aGk=" },
              "verificationMaterial" : { "tlogEntries": [ ], "publicKey": { "hint": "aa" } },
              "mediaType" : "application/vnd.dev.sigstore.bundle.v0.3+json"
            }

            """
        #expect(try SignatureBundle(text: text) == BundleText().bundle())
    }

    @Test(arguments: ["v0.3+json", "+json;version=0.3", "+json;version=0.2", "+json;version=0.1"])
    func `reads older spellings of the media type and keeps them`(_ suffix: String) throws {
        let separator = suffix.hasPrefix("v") ? "." : ""
        let mediaType = "application/vnd.dev.sigstore.bundle\(separator)\(suffix)"
        let bundle = try SignatureBundle(text: BundleText.with(\.mediaType, mediaType))
        #expect(bundle.mediaType == mediaType)
        #expect(bundle.version == (suffix.contains("0.3") ? .v0_3 : suffix.contains("0.2") ? .v0_2 : .v0_1))
        #expect(try SignatureBundle(parsing: bundle.serialized).mediaType == mediaType)
    }

    @Test(arguments: [
        "", "application/json", "application/vnd.dev.sigstore.bundle", "application/vnd.dev.sigstore.bundle.v0.4+json",
        "application/vnd.dev.sigstore.bundle+json;version=0.4", "application/vnd.dev.sigstore.bundle+json; version=0.3",
        "Application/vnd.dev.sigstore.bundle.v0.3+json", "application/vnd.dev.sigstore.bundle.v0.3+json ",
        // The Greek question mark, which Unicode takes for a semicolon.
        "application/vnd.dev.sigstore.bundle+json\u{37E}version=0.3",
    ])
    func `refuses other media types`(_ mediaType: String) {
        expectRefusal(BundleText.with(\.mediaType, mediaType), .wrongMediaType)
    }

    @Test(arguments: [
        BundleText.with(\.afterBundle, #","extra":null"#),
        BundleText.material(#""publicKey":{"hint":"aa"},"extra":null"#),
        BundleText.material(#""publicKey":{"hint":"aa","extra":null}"#),
        BundleText.material(#""x509CertificateChain":{"certificates":[{"rawBytes":"AA=="}],"extra":null}"#),
        BundleText.material(#""x509CertificateChain":{"certificates":[{"rawBytes":"AA==","extra":null}]}"#),
        BundleText.material(#""certificate":{"rawBytes":"AA==","extra":null}"#),
        BundleText.with(\.afterEnvelope, #","extra":null"#),
        BundleText.with(\.signature, #""sig":"AA==","extra":null"#),
    ])
    func `refuses unknown fields at every level`(_ text: String) {
        expectRefusal(text, because: .unknownField)
    }

    @Test(arguments: [
        BundleText.with(\.afterBundle, #","mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json""#),
        BundleText.with(\.afterBundle, #","dsse\u0045nvelope":{}"#),
        BundleText.material(#""publicKey":{"hint":"aa"},"publicKey":{"hint":"aa"}"#),
        BundleText.material(#""publicKey":{"hint":"aa","hint":"aa"}"#),
        BundleText.material(#""publicKey":{"hint":"aa"},"tlogEntries":[{"logIndex":1,"logIndex":1}]"#),
        BundleText.material(#""publicKey":{"hint":"aa"},"tlogEntries":[{"logIndex":1,"log_index":1}]"#),
        BundleText.material(#""publicKey":{"hint":"aa"},"tlogEntries":[{"logId":{"a":1,"a":1}}]"#),
        BundleText.with(\.afterBundle, #","media_type":null"#),
        BundleText.with(\.afterBundle, #","dsse_envelope":null"#),
        BundleText.material(#""certificate":{"rawBytes":"AA==","rawBytes":"AA=="}"#),
        BundleText.with(\.afterEnvelope, #","payload":"aGk=""#),
        BundleText.with(\.afterEnvelope, #","payload_type":"text/plain""#),
        BundleText.with(\.signature, #""sig":"AA==","sig":"AA==""#),
    ])
    func `refuses a field that is given twice`(_ text: String) {
        expectRefusal(text, because: .duplicateKey)
    }

    private static let otherJSON: [(String, JSONError.Code)] = [
        (#"{}"#, .missingField),
        (#"{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}"#, .missingField),
        (BundleText().text.replacing("dsseEnvelope", with: "x"), .missingField),
        (BundleText().text.replacing(#"["#, with: #"[["#), .syntax),
        ("\(BundleText().text){}", .trailingBytes),
        ("\(BundleText().text)\0", .trailingBytes),
        ("[\(BundleText().text)]", .wrongType),
        ("null", .wrongType),
        (BundleText().text.replacing(#"{"hint":"aa"}"#, with: #""aa""#), .wrongType),
        (BundleText.with(\.payload, #""payload":null"#), .missingField),
        (BundleText.with(\.payload, #""payload":1"#), .wrongType),
        (BundleText.material(#""publicKey":{"hint":1}"#), .wrongType),
        (BundleText.material(#""publicKey":{"hint":"aa"},"tlogEntries":{}"#), .wrongType),
        ("\u{FEFF}\(BundleText().text)", .syntax),
        (String(repeating: "[", count: 100_000), .tooDeep),
        ("[\(String(repeating: "0,", count: 1 << 16))0]", .tooLarge),
    ]

    @Test func `refuses JSON that is not a bundle`() {
        for (text, reason) in Self.otherJSON { expectRefusal(text, because: reason) }
    }

    @Test func `refuses no bytes at all, and bytes that are not UTF-8`() {
        expectRefusal("")
        let error = #expect(throws: SignatureBundleError.self) { try SignatureBundle(parsing: [0x22, 0xFF, 0x22]) }
        #expect((error?.cause as? JSONError)?.code == .invalidUTF8)
    }

    @Test func `refuses more bytes than any bundle has, before it reads one`() {
        let count = SignatureBundle.maximumByteCount + 1
        // Pages that nobody touches cost nothing.
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { $1 = count }
        let error = #expect(throws: SignatureBundleError.self) { try SignatureBundle(parsing: bytes) }
        #expect(error?.code == .tooLarge)
    }

    @Test func `refuses two contents, and none`() {
        let signature = #","messageSignature":{"signature":"AA=="}"#
        expectRefusal(BundleText.with(\.afterBundle, signature), because: .conflictingFields)
        expectRefusal(BundleText.content(#""dsseEnvelope":null"#), because: .missingField)
    }

    @Test func `null is no content`() throws {
        let text = BundleText.with(\.afterBundle, #","messageSignature":null"#)
        #expect(try SignatureBundle(text: text) == BundleText().bundle())
    }

    @Test func `reads names as the .proto file spells them`() throws {
        let text = BundleText().text
            .replacing(#""mediaType""#, with: #""media_type""#)
            .replacing("verificationMaterial", with: "verification_material")
            .replacing("dsseEnvelope", with: "dsse_envelope")
            .replacing("publicKey", with: "public_key")
            .replacing("tlogEntries", with: "tlog_entries")
        #expect(try SignatureBundle(text: text) == BundleText().bundle())
    }

    @Test func `reads any number of signatures: the verifier wants one`() throws {
        let none = BundleText().text.replacing(#"[{"sig":"+/8=","keyid":""}]"#, with: "[]")
        #expect(try SignatureBundle(text: none).envelope?.signatures.isEmpty == true)
        let two = BundleText().text.replacing(#"[{"sig":"#, with: #"[{"sig":""},{"sig":"#)
        #expect(try SignatureBundle(text: two).envelope?.signatures.count == 2)
    }
}
