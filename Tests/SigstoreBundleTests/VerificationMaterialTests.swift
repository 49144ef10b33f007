// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import StrictJSON
import Testing
import TextEncodings

@Suite struct VerificationMaterialTests {
    private func material(_ text: String) throws -> VerificationMaterial {
        try SignatureBundle(text: BundleText.material(text)).verificationMaterial
    }

    private static let key = #""publicKey":{"hint":"aa"}"#
    private static let certificate = #""certificate":{"rawBytes":"AAEC"}"#
    private static let chain = #""x509CertificateChain":{"certificates":[{"rawBytes":"AAEC"}]}"#

    @Test func `reads each kind of content`() throws {
        #expect(try material(Self.key).content == .publicKey(.init(hint: "aa")))
        #expect(try material(Self.certificate).content == .certificate([0, 1, 2]))
        #expect(try material(Self.chain).content == .certificateChain([[0, 1, 2]]))
    }

    @Test(arguments: [
        "", #""publicKey":null"#, "\(key),\(certificate)", "\(key),\(chain)", "\(certificate),\(chain)",
        "\(key),\(certificate),\(chain)",
    ])
    func `refuses no content and more than one`(_ text: String) {
        expectRefusal(BundleText.material(text), because: .invalidValue)
    }

    @Test func `takes null for an absent content`() throws {
        let text = #""publicKey":null,"certificate":{"rawBytes":"AAEC"},"x509CertificateChain":null"#
        #expect(try material(text).content == .certificate([0, 1, 2]))
    }

    @Test(arguments: [1, 10])
    func `reads up to ten certificates, leaf first`(_ count: Int) throws {
        let list = (0..<count).map { #"{"rawBytes":"\#(Base64.encode([UInt8($0)]))"}"# }.joined(separator: ",")
        let read = try material(#""x509CertificateChain":{"certificates":[\#(list)]}"#)
        #expect(read.content == .certificateChain((0..<count).map { [UInt8($0)] }))
        #expect(count <= VerificationMaterial.maximumCertificateCount)
    }

    @Test(arguments: [0, 11])
    func `refuses no certificate and more than ten`(_ count: Int) {
        let list = Array(repeating: #"{"rawBytes":"AA=="}"#, count: count).joined(separator: ",")
        let text = #""x509CertificateChain":{"certificates":[\#(list)]}"#
        expectRefusal(BundleText.material(text), because: .invalidValue)
    }

    @Test(arguments: [
        (#""x509CertificateChain":{}"#, JSONError.Code.missingField),
        (#""x509CertificateChain":{"certificates":null}"#, .wrongType),
        (#""x509CertificateChain":{"certificates":["AA=="]}"#, .wrongType),
        (#""x509CertificateChain":{"certificates":[{}]}"#, .missingField),
        (#""x509CertificateChain":[]"#, .wrongType),
        (#""certificate":{}"#, .missingField),
        (#""certificate":{"rawBytes":null}"#, .wrongType),
        (#""certificate":{"rawBytes":"A"}"#, .invalidValue),
        (#""publicKey":{"rawBytes":"!"}"#, .invalidValue),
        (#""publicKey":{"rawBytes":1}"#, .wrongType),
        (#""publicKey":"aa""#, .wrongType),
    ])
    func `refuses content of another shape`(_ text: String, _ reason: JSONError.Code) {
        expectRefusal(BundleText.material(text), because: reason)
    }

    @Test func `reads what old producers wrote for a key`() throws {
        #expect(try material(#""publicKey":{}"#).content == .publicKey(.init(hint: nil)))
        #expect(try material(#""publicKey":{"hint":null}"#).content == .publicKey(.init(hint: nil)))
        #expect(try material(#""publicKey":{"hint":""}"#).content == .publicKey(.init(hint: "")))
        let embedded = try material(#""publicKey":{"rawBytes":"UEVN","keyDetails":"PKIX_ECDSA_P256_SHA_256"}"#)
        let details = JSONValue.string("PKIX_ECDSA_P256_SHA_256")
        #expect(
            embedded.content
                == .publicKey(.init(hint: nil, legacyPEM: Array("PEM".utf8), legacyKeyDetails: details))
        )
        let both = try material(#""publicKey":{"hint":"aa","rawBytes":"UEVN"}"#)
        #expect(both.content == .publicKey(.init(hint: "aa", legacyPEM: Array("PEM".utf8))))
    }

    @Test(arguments: ["", #","tlogEntries":null"#, #","tlogEntries":[]"#])
    func `takes absent log entries for none`(_ entries: String) throws {
        #expect(try material(Self.key + entries).transparencyLogEntries.isEmpty)
    }

    @Test func `keeps log entries and timestamps as they came`() throws {
        let entries = #"[{"logIndex":"7","inclusionProof":{"any":[1.0,1e0,"\u00e9",null]}},{}]"#
        let timestamps = #"{"rfc3161Timestamps":[]}"#
        let read = try material(#"\#(Self.key),"tlogEntries":\#(entries),"timestampVerificationData":\#(timestamps)"#)
        #expect(try .array(read.transparencyLogEntries) == JSONValue(parsing: Array(entries.utf8)))
        #expect(try read.timestampVerificationData == JSONValue(parsing: Array(timestamps.utf8)))
    }

    @Test(arguments: [
        (#"[{"logIndex":"7","unknown":1}]"#, JSONError.Code.unknownField),
        (#"["7"]"#, .wrongType), ("[null]", .wrongType), ("{}", .wrongType),
    ])
    func `refuses log entries of another shape`(_ entries: String, _ reason: JSONError.Code) {
        expectRefusal(BundleText.material(#"\#(Self.key),"tlogEntries":\#(entries)"#), because: reason)
    }

    @Test(arguments: [(#"{"unknown":[]}"#, JSONError.Code.unknownField), ("[]", .wrongType), ("true", .wrongType)])
    func `refuses timestamps of another shape`(_ timestamps: String, _ reason: JSONError.Code) {
        let text = #"\#(Self.key),"timestampVerificationData":\#(timestamps)"#
        expectRefusal(BundleText.material(text), because: reason)
    }

    @Test(arguments: [
        #"{}"#, #"{"hint":""}"#, #"{"hint":"aa"}"#, #"{"rawBytes":"UEVN","keyDetails":"x"}"#,
        #"{"hint":"aa","rawBytes":"UEVN"}"#,
    ])
    func `writes of a key what was read`(_ key: String) throws {
        let written = try material(#""publicKey":\#(key)"#).json.serialized()
        #expect(String(decoding: written, as: UTF8.self) == #"{"publicKey":\#(key),"tlogEntries":[]}"#)
    }
}
