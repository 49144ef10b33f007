// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import StrictJSON
import Testing

@Suite struct MessageSignatureTests {
    private func read(_ members: String) throws -> SignatureBundle {
        try SignatureBundle(text: BundleText.content(#""messageSignature":{\#(members)}"#))
    }

    @Test func `reads and writes a signature over a file`() throws {
        let members = #""messageDigest":{"algorithm":"SHA2_256","digest":"AAEC"},"signature":"AwQF""#
        let bundle = try read(members)
        let expected = MessageSignature(digestAlgorithm: .sha256, digest: [0, 1, 2], signature: [3, 4, 5])
        #expect(bundle.content == .messageSignature(expected))
        #expect(bundle.envelope == nil)
        let written = String(decoding: bundle.serialized, as: UTF8.self)
        #expect(written == BundleText.content(#""messageSignature":{\#(members)}"#) + "\n")
    }

    @Test(arguments: [
        #""message_digest":{"algorithm":1,"digest":"AAEC"},"signature":"AwQF""#,
        #""signature":"AwQF","messageDigest":{"digest":"AAEC","algorithm":1e0}"#,
    ])
    func `reads other spellings`(_ members: String) throws {
        let expected = MessageSignature(digestAlgorithm: .sha256, digest: [0, 1, 2], signature: [3, 4, 5])
        #expect(try read(members).content == .messageSignature(expected))
    }

    @Test(arguments: HashAlgorithmName.allCases.filter { $0 != .unspecified })
    func `reads every hash by name and by number, and writes its name`(_ hash: HashAlgorithmName) throws {
        for spelling in [#""\#(hash.protobufName)""#, "\(hash.rawValue)"] {
            let bundle = try read(#""messageDigest":{"algorithm":\#(spelling),"digest":"AA=="},"signature":"AA==""#)
            guard case .messageSignature(let signature) = bundle.content else { return #expect(Bool(false)) }
            #expect(signature.digestAlgorithm == hash)
            #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
        }
    }

    @Test(arguments: ["", #""messageDigest":null,"#, #""messageDigest":{},"#, #""messageDigest":{"algorithm":0},"#])
    func `the digest is only a hint and may be absent`(_ digest: String) throws {
        let bundle = try read(digest + #""signature":"AA==""#)
        let expected = MessageSignature(digestAlgorithm: nil, digest: [], signature: [0])
        #expect(bundle.content == .messageSignature(expected))
        #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
    }

    @Test(arguments: [
        ("", JSONError.Code.missingField),
        (#""signature":null"#, .missingField),
        (#""signature":"""#, .missingField),
        (#""signature":"INVALID!!!""#, .invalidValue),
        (#""signature":1"#, .wrongType),
        (#""signature":"AA==","extra":0"#, .unknownField),
        (#""signature":"AA==","messageDigest":{"algorithm":"SHA2_256","digest":"AA==","extra":0}"#, .unknownField),
        (#""signature":"AA==","messageDigest":{"algorithm":"SHA1"}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":"sha2_256"}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":6}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":-1}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":1.5}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":4294967297}"#, .unknownEnumValue),
        (#""signature":"AA==","messageDigest":{"algorithm":[]}"#, .wrongType),
        (#""signature":"AA==","messageDigest":"AA==""#, .wrongType),
        (#""signature":"AA==","messageDigest":{},"message_digest":{}"#, .duplicateKey),
    ])
    func `refuses a signature of another shape`(_ members: String, _ reason: JSONError.Code) {
        expectRefusal(BundleText.content(#""messageSignature":{\#(members)}"#), because: reason)
    }
}
