// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import StrictJSON

/// The JSON of a good log entry, part by part, so that a test can spoil one. Empty parts are left out.
struct LogEntryText: Sendable {
    var logIndex = #""logIndex":"7""#
    var logID = #""logId":{"keyId":"AAEC"}"#
    var kindVersion = #""kindVersion":{"kind":"dsse","version":"0.0.1"}"#
    var integratedTime = #""integratedTime":"1700000000""#
    var promise = #""inclusionPromise":{"signedEntryTimestamp":"AwQ="}"#
    /// The members of the proof; none without any.
    var proof = [
        #""logIndex":"6""#, #""rootHash":"BQY=""#, #""treeSize":"9""#, #""hashes":["Bw==","CA=="]"#,
        #""checkpoint":{"envelope":"log\n9\n"}"#,
    ]
    var body = #""canonicalizedBody":"e30=""#
    var extra = ""

    var text: String {
        let proof = proof.isEmpty ? "" : #""inclusionProof":{\#(proof.joined(separator: ","))}"#
        let members = [logIndex, logID, kindVersion, integratedTime, promise, proof, body, extra]
        return "{\(members.filter { !$0.isEmpty }.joined(separator: ","))}"
    }

    /// A bundle with this entry.
    var bundle: String { BundleText.material(#""certificate":{"rawBytes":"AAEC"},"tlogEntries":[\#(text)]"#) }

    static let value = TransparencyLogEntry(
        logIndex: 7,
        logID: [0, 1, 2],
        kind: "dsse",
        version: "0.0.1",
        integratedTime: 1_700_000_000,
        inclusionPromise: [3, 4],
        inclusionProof: InclusionProofData(
            logIndex: 6,
            rootHash: [5, 6],
            treeSize: 9,
            hashes: [[7], [8]],
            checkpoint: "log\n9\n"
        ),
        canonicalizedBody: Array("{}".utf8)
    )

    static func with<Value>(_ part: WritableKeyPath<LogEntryText, Value>, _ value: Value) -> LogEntryText {
        var text = LogEntryText()
        text[keyPath: part] = value
        return text
    }
}
