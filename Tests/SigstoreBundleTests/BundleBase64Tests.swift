// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SigstoreBundle
import StrictJSON
import Testing

/// Base64 as the JSON mapping of protocol buffers allows it, in each of the bundle's four places.
@Suite struct BundleBase64Tests {
    /// The bytes FB FF, in every spelling.
    private static let spellings = ["+/8=", "+/8", "-_8=", "-_8", "+/\\r\\n8=\\n"]
    private static let faults = [
        "+_8=", "-/8=", "+/9=", "+/8==", " +/8=", "+/ 8=", "+/8=+/8=", "=", "A", "AA=", "+/\\u00e9=",
        "\\u0000",
    ]

    private static func texts(_ base64: String) -> [String] {
        [
            BundleText.with(\.payload, #""payload":"\#(base64)""#),
            BundleText.with(\.signature, #""sig":"\#(base64)""#),
            BundleText.material(#""certificate":{"rawBytes":"\#(base64)"}"#),
            BundleText.material(#""x509CertificateChain":{"certificates":[{"rawBytes":"\#(base64)"}]}"#),
            BundleText.material(#""publicKey":{"rawBytes":"\#(base64)"}"#),
        ]
    }

    @Test(arguments: spellings)
    func `reads either alphabet, with or without padding`(_ spelling: String) throws {
        let bundles = try Self.texts(spelling).map { try SignatureBundle(text: $0) }
        #expect(bundles[0].envelope?.payload == [0xFB, 0xFF])
        #expect(bundles[1].envelope?.signatures == [DSSEEnvelope.Signature(sig: [0xFB, 0xFF])])
        #expect(bundles[2].verificationMaterial.content == .certificate([0xFB, 0xFF]))
        #expect(bundles[3].verificationMaterial.content == .certificateChain([[0xFB, 0xFF]]))
        #expect(bundles[4].verificationMaterial.content == .publicKey(.init(hint: nil, legacyPEM: [0xFB, 0xFF])))
    }

    @Test(arguments: faults)
    func `refuses anything else`(_ fault: String) {
        for text in Self.texts(fault) { expectRefusal(text, because: .invalidValue) }
    }

    @Test(arguments: ["", #","keyid":null"#, #","keyid":"""#])
    func `takes an absent, null or empty keyid for none`(_ keyID: String) throws {
        let bundle = try SignatureBundle(text: BundleText.with(\.signature, #""sig":"+/8=""# + keyID))
        #expect(bundle.envelope?.signatures.first?.keyID == nil)
        #expect(try bundle == BundleText().bundle())
    }

    @Test func `keeps a keyid that says something`() throws {
        let bundle = try SignatureBundle(text: BundleText.with(\.signature, #""sig":"+/8=","keyid":"é""#))
        #expect(bundle.envelope?.signatures.first?.keyID == "é")
        #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
        expectRefusal(BundleText.with(\.signature, #""sig":"+/8=","keyid":7"#), because: .wrongType)
    }
}
