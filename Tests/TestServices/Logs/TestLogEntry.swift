// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A `TransparencyLogEntry` as a bundle has it; all of it can be changed after it was made.
package struct TestLogEntry: Sendable {
    package var logIndex: Int64
    package var logID: [UInt8]
    package var kind: String
    package var version: String
    /// Seconds since 1970.
    package var integratedTime: Int64?
    /// The signed entry timestamp.
    package var promise: [UInt8]?
    package var proof: TestInclusionProof?
    package var body: [UInt8]

    var json: TestJSON {
        var result: TestJSON = [
            "logIndex": .integer(logIndex),
            "logId": ["keyId": .bytes(logID)],
            "kindVersion": ["kind": .string(kind), "version": .string(version)],
        ]
        if let integratedTime { result["integratedTime"] = .integer(integratedTime) }
        if let promise { result["inclusionPromise"] = ["signedEntryTimestamp": .bytes(promise)] }
        if let proof { result["inclusionProof"] = proof.json }
        result["canonicalizedBody"] = .bytes(body)
        return result
    }
}

/// An `InclusionProof` as a bundle has it.
package struct TestInclusionProof: Sendable {
    package var logIndex: Int64
    package var rootHash: [UInt8]
    package var treeSize: Int64
    package var hashes: [[UInt8]]
    /// The signed note.
    package var checkpoint: String?

    var json: TestJSON {
        var result: TestJSON = [
            "logIndex": .integer(logIndex), "rootHash": .bytes(rootHash), "treeSize": .integer(treeSize),
            "hashes": .array(hashes.map { .bytes($0) }),
        ]
        if let checkpoint { result["checkpoint"] = ["envelope": .string(checkpoint)] }
        return result
    }
}
