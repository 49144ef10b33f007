// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
#endif

@Suite struct KeyIDTests {
    private func keyID(_ name: String) throws -> KeyID { try PublicKey(pem: Vector("public/\(name).pem").bytes).keyID }

    @Test(arguments: ["p256", "p384", "p521"])
    func `is SHA-256 of the canonical PEM text`(_ name: String) throws {
        let id = try keyID(name)
        #expect(try id.hex == Vector("hints/\(name)-pem.txt").text)
        #expect(id.description == id.hex)
    }

    @Test(arguments: ["p256-compressed", "p256-crlf", "p256-text-around", "p256-one-line"])
    func `does not depend on how the file is written`(_ name: String) throws {
        #expect(try keyID(name) == keyID("p256"))
    }

    @Test(arguments: ["p256", "p384", "p521"])
    func `matches the hint of OMS v1.0 §4.1 and both hints of Sigstore`(_ name: String) throws {
        let id = try keyID(name)
        for form in ["pem", "der", "der-base64"] {
            #expect(try id.matches(hint: Vector("hints/\(name)-\(form).txt").text))
        }
    }

    @Test func `matches no other hint`() throws {
        let id = try keyID("p256")
        let base64 = try Vector("hints/p256-der-base64.txt").text
        for hint in try ["", id.hex.uppercased(), id.hex + "\n", String(id.hex.dropLast()), keyID("p384").hex]
            + [String(base64.dropLast()), "0x" + id.hex]
        {
            #expect(!id.matches(hint: hint))
        }
    }
}
