// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreBundle
import TestServices
import Testing

@testable import SigstoreVerification

@Suite struct ModelSigningV02SignatureTests {
    private let pair = PrivateKeyPair()
    private let verifier: BundleVerifier
    private let content: VerificationMaterial.Content

    init() throws {
        let root = try TestAuthority()
        content = .certificateChain([try root.certify(pair.publicKey).der])
        verifier = .certificate(anchors: try TrustAnchors([root.certificate])) { TestAuthority.now }
    }

    @Test func `verifies that version's signature and marks the payload`() async throws {
        let verified = try await verifier.verify(ModelSigningV02.bundle(by: pair, content).bundle)
        #expect(verified.encoding == .modelSigningV02)
        #expect(verified.bytes == ModelSigningV02.payload())
    }

    @Test func `a standard signature over that version's statement is standard`() async throws {
        let bundle = try ModelSigningV02.bundle(
            by: pair,
            content,
            head: "DSSEv1",
            isRepresentation: false,
            withSHA256: false
        )
        #expect(try await verifier.verify(bundle.bundle).encoding == .standard)
    }

    @Test(arguments: [
        "https://model_signing/signature/v1.0", "https://model_signing/Digests/v0.2",
        "https://model_signing/digests/v0.1", "",
    ])
    func `is not accepted with any other predicate`(_ predicateType: String) async throws {
        let payload = ModelSigningV02.payload(predicateType: predicateType)
        let bundle = try ModelSigningV02.bundle(by: pair, content, payload: payload)
        await expectRefusal(of: bundle.bundle, by: verifier, .invalidSignature)
    }

    @Test(arguments: ["not a statement", "{}", #"{"predicateType":"https://model_signing/Digests/v0.1"}"#])
    func `is not accepted with anything but a statement`(_ payload: String) async throws {
        let bundle = try ModelSigningV02.bundle(by: pair, content, payload: Array(payload.utf8))
        await expectRefusal(of: bundle.bundle, by: verifier, .invalidSignature)
    }

    @Test func `is not accepted when half of it is standard`() async throws {
        for bundle in [
            try ModelSigningV02.bundle(by: pair, content, head: "DSSEv1"),
            try ModelSigningV02.bundle(by: pair, content, isRepresentation: false),
            try ModelSigningV02.bundle(by: pair, content, withSHA256: false),
            try ModelSigningV02.bundle(by: pair, content, head: "DSSEv1", isRepresentation: false),
        ] {
            await expectRefusal(of: bundle.bundle, by: verifier, .invalidSignature)
        }
    }

    @Test func `is another's signature with another certificate`() async throws {
        let bundle = try ModelSigningV02.bundle(by: PrivateKeyPair(), content)
        await expectRefusal(of: bundle.bundle, by: verifier, .invalidSignature)
    }

    /// What Python 3 prints with `print(repr(bytes))`.
    @Test(
        arguments: [
            ([], #"b''"#),
            (Array("plain".utf8), #"b'plain'"#),
            (Array("it's".utf8), #"b"it's""#),
            (Array("\"".utf8), #"b'"'"#),
            (Array("'\"".utf8), #"b'\'"'"#),
            ([0x5C], #"b'\\'"#),
            ([9, 10, 13], #"b'\t\n\r'"#),
            ([0, 7, 27, 127, 255], #"b'\x00\x07\x1b\x7f\xff'"#),
            (Array("é\u{2028}".utf8), #"b'\xc3\xa9\xe2\x80\xa8'"#),
            (Array(#"{"a":"b\n"}"#.utf8), #"b'{"a":"b\\n"}'"#),
            (
                Array(0...31),
                #"b'\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"#
                    + #"\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f'"#
            ),
            (
                Array(32...126),
                ##"b' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~'"##
            ),
        ] as [([UInt8], String)]
    )
    func `writes bytes as Python does`(_ bytes: [UInt8], _ expected: String) {
        #expect(String(decoding: ModelSigningV02Signature.pythonRepresentation(of: bytes), as: UTF8.self) == expected)
    }
}
