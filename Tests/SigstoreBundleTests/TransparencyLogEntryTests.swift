// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import StrictJSON
import Testing

@Suite struct TransparencyLogEntryTests {
    private func entry(_ text: LogEntryText) throws -> TransparencyLogEntry {
        try #require(SignatureBundle(text: text.bundle).verificationMaterial.transparencyLogEntries.first)
    }

    @Test func `reads and writes every field`() throws {
        #expect(try entry(LogEntryText()) == LogEntryText.value)
        #expect(try LogEntryText.value.json == JSONValue(parsing: Array(LogEntryText().text.utf8)))
    }

    @Test(arguments: [
        LogEntryText.with(\.logIndex, #""logIndex":7"#),
        LogEntryText.with(\.logIndex, #""logIndex":7.0"#),
        LogEntryText.with(\.logIndex, #""logIndex":70e-1"#),
        LogEntryText.with(\.logIndex, #""log_index":"7""#),
        LogEntryText.with(\.logID, #""log_id":{"key_id":"AAEC"}"#),
        LogEntryText.with(\.kindVersion, #""kind_version":{"kind":"d\u0073se","version":"0.0.1"}"#),
        LogEntryText.with(\.integratedTime, #""integrated_time":17e8"#),
        LogEntryText.with(\.promise, #""inclusion_promise":{"signed_entry_timestamp":"AwQ"}"#),
        LogEntryText.with(
            \.proof,
            [
                #""log_index":6"#, #""root_hash":"BQY""#, #""tree_size":9"#, #""hashes":["Bw","CA"]"#,
                #""checkpoint":{"envelope":"log\n9\n"}"#,
            ]
        ),
        LogEntryText.with(\.body, #""canonicalized_body":"e30""#),
    ])
    func `reads every other spelling of the mapping`(_ text: LogEntryText) throws {
        #expect(try entry(text) == LogEntryText.value)
    }

    @Test(arguments: ["", #""logIndex":null"#, #""logIndex":0"#, #""logIndex":"0""#, #""logIndex":-0"#])
    func `an index that is left out is zero`(_ index: String) throws {
        #expect(try entry(LogEntryText.with(\.logIndex, index)).logIndex == 0)
    }

    @Test(arguments: ["", #""integratedTime":null"#, #""integratedTime":"0""#])
    func `a log without a time gives zero`(_ time: String) throws {
        let entry = try entry(LogEntryText.with(\.integratedTime, time))
        #expect(entry.integratedTime == 0)
        #expect(!String(decoding: entry.json.serialized(), as: UTF8.self).contains("integratedTime"))
    }

    @Test func `promise, proof, checkpoint and body may be absent`() throws {
        for promise in [
            "", #""inclusionPromise":null"#, #""inclusionPromise":{}"#,
            #""inclusionPromise":{"signedEntryTimestamp":null}"#, #""inclusionPromise":{"signedEntryTimestamp":""}"#,
        ] {
            #expect(try entry(LogEntryText.with(\.promise, promise)).inclusionPromise == nil)
        }
        #expect(try entry(LogEntryText.with(\.proof, [])).inclusionProof == nil)
        for proof in [
            "null", "{}", #"{"rootHash":""}"#, #"{"hashes":[],"checkpoint":null}"#, #"{"checkpoint":{}}"#,
            #"{"logIndex":"0","rootHash":"","treeSize":0,"hashes":[],"checkpoint":{"envelope":""}}"#,
        ] {
            var text = LogEntryText.with(\.proof, [])
            text.extra = #""inclusionProof":\#(proof)"#
            let entry = try entry(text)
            #expect(entry.inclusionProof == nil, "\(proof)")
            #expect(!String(decoding: entry.json.serialized(), as: UTF8.self).contains("inclusionProof"))
        }
        let short = try entry(LogEntryText.with(\.proof, [#""rootHash":"BQY=""#])).inclusionProof
        #expect(short == InclusionProofData(logIndex: 0, rootHash: [5, 6], treeSize: 0, hashes: [], checkpoint: ""))
        for body in ["", #""canonicalizedBody":null"#, #""canonicalizedBody":"""#] {
            #expect(try entry(LogEntryText.with(\.body, body)).canonicalizedBody.isEmpty)
        }
    }

    private static let refused: [(LogEntryText, JSONError.Code)] = [
        (.with(\.logIndex, #""logIndex":"-1""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":-1"#), .invalidValue),
        (.with(\.logIndex, #""logIndex":"+7""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":" 7""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":"07""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":"7.0""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":"9223372036854775808""#), .invalidValue),
        (.with(\.logIndex, #""logIndex":true"#), .wrongType),
        (.with(\.logID, ""), .missingField),
        (.with(\.logID, #""logId":{}"#), .missingField),
        (.with(\.logID, #""logId":{"keyId":""}"#), .missingField),
        (.with(\.logID, #""logId":{"keyId":"A"}"#), .invalidValue),
        (.with(\.logID, #""logId":{"keyId":"AAEC","extra":0}"#), .unknownField),
        (.with(\.logID, #""logId":"AAEC""#), .wrongType),
        (.with(\.kindVersion, ""), .missingField),
        (.with(\.kindVersion, #""kindVersion":{"kind":"dsse"}"#), .missingField),
        (.with(\.kindVersion, #""kindVersion":{"version":"0.0.1"}"#), .missingField),
        (.with(\.kindVersion, #""kindVersion":{"kind":"","version":"0.0.1"}"#), .missingField),
        (.with(\.kindVersion, #""kindVersion":{"kind":1,"version":"0.0.1"}"#), .wrongType),
        (.with(\.kindVersion, #""kindVersion":{"kind":"a","version":"1","extra":0}"#), .unknownField),
        (.with(\.integratedTime, #""integratedTime":"-1""#), .invalidValue),
        (.with(\.integratedTime, #""integratedTime":"+1700000000""#), .invalidValue),
        (.with(\.integratedTime, #""integratedTime":1700000000.5"#), .invalidValue),
        (.with(\.integratedTime, #""integratedTime":{}"#), .wrongType),
        (.with(\.promise, #""inclusionPromise":{"extra":0}"#), .unknownField),
        (.with(\.promise, #""inclusionPromise":[]"#), .wrongType),
        (.with(\.promise, #""inclusionPromise":{"signedEntryTimestamp":"!"}"#), .invalidValue),
        (.with(\.promise, #""inclusionPromise":{"signedEntryTimestamp":"AwQ=","extra":0}"#), .unknownField),
        (.with(\.proof, [#""rootHash":"","logIndex":"6""#]), .missingField),
        (.with(\.proof, [#""treeSize":"9""#]), .missingField),
        (.with(\.proof, [#""hashes":[""]"#]), .missingField),
        (.with(\.proof, [#""checkpoint":{"envelope":"log"}"#]), .missingField),
        (.with(\.proof, [#""extra":0"#]), .unknownField),
        (.with(\.proof, [#""checkpoint":{"extra":0}"#]), .unknownField),
        (.with(\.proof, [#""rootHash":"BQY=","logIndex":"-1""#]), .invalidValue),
        (.with(\.proof, [#""rootHash":"BQY=","treeSize":"-1""#]), .invalidValue),
        (.with(\.proof, [#""rootHash":"BQY=","treeSize":1e19"#]), .invalidValue),
        (.with(\.proof, [#""rootHash":"BQY=","hashes":{}"#]), .wrongType),
        (.with(\.proof, [#""rootHash":"BQY=","hashes":[null]"#]), .wrongType),
        (.with(\.proof, [#""rootHash":"BQY=","hashes":["A"]"#]), .invalidValue),
        (.with(\.proof, [#""rootHash":"BQY=","checkpoint":"log""#]), .wrongType),
        (.with(\.proof, [#""rootHash":"BQY=","checkpoint":{"extra":0}"#]), .unknownField),
        (.with(\.proof, [#""rootHash":"BQY=","extra":0"#]), .unknownField),
        (.with(\.body, #""canonicalizedBody":"e30+_""#), .invalidValue),
        (.with(\.body, #""canonicalizedBody":{}"#), .wrongType),
        (.with(\.extra, #""extra":null"#), .unknownField),
        (.with(\.extra, #""log_index":"7""#), .duplicateKey),
        (.with(\.extra, #""canonicalized_body":null"#), .duplicateKey),
    ]

    @Test(arguments: refused.indices)
    func `refuses entries of another shape`(_ index: Int) {
        let (text, reason) = Self.refused[index]
        expectRefusal(text.bundle, because: reason)
    }

    @Test func `refuses more hashes than a tree has levels`() throws {
        func proof(_ count: Int) -> [String] {
            [
                #""rootHash":"BQY=""#,
                #""hashes":[\#(Array(repeating: #""AA==""#, count: count).joined(separator: ","))]"#,
            ]
        }
        #expect(try entry(.with(\.proof, proof(64))).inclusionProof?.hashes.count == 64)
        expectRefusal(LogEntryText.with(\.proof, proof(65)).bundle, because: .tooManyElements)
    }

    @Test func `texts that Unicode takes for the same are different`() throws {
        let composed = #""kindVersion":{"kind":"\u00e9","version":"1"}"#
        let decomposed = #""kindVersion":{"kind":"e\u0301","version":"1"}"#
        #expect(try entry(.with(\.kindVersion, composed)) != entry(.with(\.kindVersion, decomposed)))
    }
}
