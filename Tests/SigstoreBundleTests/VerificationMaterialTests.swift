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

    @Test(arguments: ["", #""publicKey":null"#, #""tlogEntries":[]"#])
    func `refuses no content`(_ text: String) {
        expectRefusal(BundleText.material(text), because: .missingField)
    }

    @Test(arguments: [
        "\(key),\(certificate)", "\(key),\(chain)", "\(certificate),\(chain)", "\(key),\(certificate),\(chain)",
        #"\#(key),"x509_certificate_chain":{}"#,
    ])
    func `refuses more than one content`(_ text: String) {
        expectRefusal(BundleText.material(text), because: .conflictingFields)
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

    @Test func `refuses an empty chain and more than ten certificates`() {
        expectRefusal(BundleText.material(#""x509CertificateChain":{"certificates":[]}"#), because: .missingField)
        let list = Array(repeating: #"{"rawBytes":"AA=="}"#, count: 11).joined(separator: ",")
        let text = #""x509CertificateChain":{"certificates":[\#(list)]}"#
        expectRefusal(BundleText.material(text), because: .tooManyElements)
    }

    @Test(arguments: [
        (#""x509CertificateChain":{}"#, JSONError.Code.missingField),
        (#""x509CertificateChain":{"certificates":null}"#, .missingField),
        (#""x509CertificateChain":{"certificates":{}}"#, .wrongType),
        (#""x509CertificateChain":{"certificates":["AA=="]}"#, .wrongType),
        (#""x509CertificateChain":{"certificates":[{}]}"#, .missingField),
        (#""x509CertificateChain":[]"#, .wrongType),
        (#""certificate":{}"#, .missingField),
        (#""certificate":{"rawBytes":null}"#, .missingField),
        (#""certificate":{"rawBytes":""}"#, .missingField),
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

    private static func timestamps(_ count: Int) -> String {
        let list = (0..<count).map { #"{"signedTimestamp":"\#(Base64.encode([UInt8($0)]))"}"# }
        return #"\#(key),"timestampVerificationData":{"rfc3161Timestamps":[\#(list.joined(separator: ","))]}"#
    }

    @Test(arguments: [0, 1, 33, 128])
    func `reads and writes up to 128 timestamps`(_ count: Int) throws {
        let read = try material(Self.timestamps(count))
        #expect(read.timestamps == (0..<count).map { [UInt8($0)] })
        let written = String(decoding: read.json.serialized(), as: UTF8.self)
        #expect(try material(String(written.dropFirst().dropLast())) == read)
    }

    @Test func `refuses more timestamps, and more log entries, than a verifier could check`() {
        expectRefusal(BundleText.material(Self.timestamps(129)), because: .tooManyElements)
        let entries = Array(repeating: "{}", count: VerificationMaterial.maximumLogEntryCount + 1)
        let text = #"\#(Self.key),"tlogEntries":[\#(entries.joined(separator: ","))]"#
        expectRefusal(BundleText.material(text), because: .tooManyElements)
    }

    @Test(arguments: [
        "null", "{}", #"{"rfc3161Timestamps":null}"#, #"{"rfc3161Timestamps":[]}"#, #"{"rfc3161_timestamps":[]}"#,
    ])
    func `takes absent timestamps for none`(_ timestamps: String) throws {
        let text = #"\#(Self.key),"timestampVerificationData":\#(timestamps)"#
        #expect(try material(text) == material(Self.key))
    }

    @Test(arguments: [
        (#"{"unknown":[]}"#, JSONError.Code.unknownField), ("[]", .wrongType), ("true", .wrongType),
        (#"{"rfc3161Timestamps":{}}"#, .wrongType), (#"{"rfc3161Timestamps":["AA=="]}"#, .wrongType),
        (#"{"rfc3161Timestamps":[{}]}"#, .missingField),
        (#"{"rfc3161Timestamps":[{"signedTimestamp":""}]}"#, .missingField),
        (#"{"rfc3161Timestamps":[{"signedTimestamp":"!"}]}"#, .invalidValue),
        (#"{"rfc3161Timestamps":[{"signedTimestamp":"AA==","extra":0}]}"#, .unknownField),
        (#"{"rfc3161Timestamps":[],"rfc3161_timestamps":[]}"#, .duplicateKey),
    ])
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
