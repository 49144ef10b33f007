// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import Testing

@Suite struct BundleMutationTests {
    private static let texts = [
        BundleText().text,
        BundleText.material(
            #""x509CertificateChain":{"certificates":[{"rawBytes":"AAEC"},{"rawBytes":"Aw=="}]},"tlogEntries":[\#(LogEntryText().text)],"#
                + #""timestampVerificationData":{"rfc3161Timestamps":[{"signedTimestamp":"AA=="}]}"#
        ),
        BundleText.material(#""certificate":{"rawBytes":"AAEC"},"timestampVerificationData":null"#),
        BundleText.content(
            #""messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"AAEC"},"signature":"AwQF"}"#
        ),
    ]

    @Test(arguments: texts)
    func `what was read is written and read again unchanged`(_ text: String) throws {
        let bundle = try SignatureBundle(text: text)
        let written = bundle.serialized
        #expect(written.last == UInt8(ascii: "\n"))
        #expect(try SignatureBundle(parsing: written) == bundle)
        #expect(try SignatureBundle(parsing: written).serialized == written)
    }

    @Test(arguments: texts)
    func `no part of a bundle is a bundle`(_ text: String) {
        let bytes = Array(text.utf8)
        for count in bytes.indices {
            let error = #expect(throws: SignatureBundleError.self) {
                try SignatureBundle(parsing: Array(bytes[..<count]))
            }
            #expect(error?.code == .malformed)
        }
    }

    @Test(arguments: texts)
    func `a flipped bit is refused, or changes what is read, or only its spelling`(_ text: String) throws {
        let bytes = Array(text.utf8)
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            do throws(SignatureBundleError) {
                let bundle = try SignatureBundle(parsing: flipped)
                #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
            } catch {
                #expect([.malformed, .wrongMediaType].contains(error.code))
                #expect(!error.description.isEmpty)
            }
        }
    }
}
