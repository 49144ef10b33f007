// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

extension TransparencyLogEntry {
    /// Reads the message, as bundles have it and as Rekor v2 answers.
    package init(_ fields: consuming ProtobufFields) throws(JSONError) {
        logIndex = try fields.nonnegativeInt64("logIndex")
        var logID = try fields.requiredMessage("logId")
        self.logID = try logID.requiredBytes("keyId")
        try logID.finish()
        var kindVersion = try fields.requiredMessage("kindVersion")
        kind = try kindVersion.requiredString("kind")
        version = try kindVersion.requiredString("version")
        try kindVersion.finish()
        integratedTime = try fields.nonnegativeInt64("integratedTime")
        // Some producers write a message that they leave empty: it says as little as none.
        if var promise = try fields.message("inclusionPromise") {
            let timestamp = try promise.bytes("signedEntryTimestamp")
            try promise.finish()
            inclusionPromise = timestamp.isEmpty ? nil : timestamp
        } else {
            inclusionPromise = nil
        }
        if let proof = try fields.message("inclusionProof") {
            inclusionProof = try InclusionProofData(proof)
        } else {
            inclusionProof = nil
        }
        canonicalizedBody = try fields.bytes("canonicalizedBody")
        try fields.finish()
    }

    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("logIndex", .string(String(logIndex))),
            ("logId", .object(["keyId": .string(Base64.encode(logID))])),
            ("kindVersion", .object(["kind": .string(kind), "version": .string(version)])),
        ]
        if integratedTime != 0 { members.append(("integratedTime", .string(String(integratedTime)))) }
        if let inclusionPromise {
            let timestamp: JSONValue = .string(Base64.encode(inclusionPromise))
            members.append(("inclusionPromise", .object(["signedEntryTimestamp": timestamp])))
        }
        if let inclusionProof { members.append(("inclusionProof", inclusionProof.json)) }
        if !canonicalizedBody.isEmpty {
            members.append(("canonicalizedBody", .string(Base64.encode(canonicalizedBody))))
        }
        return .object(JSONObject(members))
    }
}

extension InclusionProofData {
    /// Nil when every field is absent, or zero.
    fileprivate init?(_ fields: consuming ProtobufFields) throws(JSONError) {
        logIndex = try fields.nonnegativeInt64("logIndex")
        rootHash = try fields.bytes("rootHash")
        treeSize = try fields.nonnegativeInt64("treeSize")
        hashes = try fields.byteStrings("hashes", maximumCount: Self.maximumHashCount)
        if var checkpoint = try fields.message("checkpoint") {
            self.checkpoint = try checkpoint.string("envelope")
            try checkpoint.finish()
        } else {
            checkpoint = ""
        }
        try fields.finish()
        guard rootHash.isEmpty else { return }
        guard logIndex == 0, treeSize == 0, hashes.isEmpty, checkpoint.isEmpty else { throw fields.missing("rootHash") }
        return nil
    }

    fileprivate var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("logIndex", .string(String(logIndex))),
            ("rootHash", .string(Base64.encode(rootHash))),
            ("treeSize", .string(String(treeSize))),
            ("hashes", .array(hashes.map { .string(Base64.encode($0)) })),
        ]
        if !checkpoint.isEmpty { members.append(("checkpoint", .object(["envelope": .string(checkpoint)]))) }
        return .object(JSONObject(members))
    }
}

// Texts compare as bytes, as JSON values do.
extension TransparencyLogEntry: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}

extension InclusionProofData: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}
