// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SigstoreBundle
package import StrictJSON
import TextEncodings

extension TransparencyLogEntry {
    /// Reads Rekor v1's answer: `{name: {"body", "integratedTime", "logID", "logIndex", "verification": {…}}}`.
    ///
    /// - Parameters:
    ///   - kind: The kind and version of the entry that was asked for: the answer has it in its body alone.
    /// - SeeAlso: Rekor's openapi.yaml, `LogEntry`.
    package init(rekorV1 bytes: [UInt8], kind: String, version: String) throws(JSONError) {
        guard case .object(let entries) = try JSONValue(parsing: bytes), entries.members.count == 1,
            let member = entries.members.first
        else {
            throw JSONError(.wrongType, "one entry was expected")
        }
        var fields = try JSONFields(member.value, path: "entry")
        let body = try Self.base64(fields.string("body"), "body")
        let logID = try Self.hexadecimal(fields.string("logID"), "logID")
        var verification = try fields.object("verification")
        let promise = try verification.optionalString("signedEntryTimestamp")
        self.init(
            logIndex: try Self.nonnegative(fields.integer("logIndex"), "logIndex"),
            logID: logID,
            kind: kind,
            version: version,
            integratedTime: try Self.nonnegative(fields.integer("integratedTime"), "integratedTime"),
            inclusionPromise: try promise.map { text throws(JSONError) in
                try Self.base64(text, "signedEntryTimestamp")
            },
            inclusionProof: try Self.proof(verification.object("inclusionProof")),
            canonicalizedBody: body
        )
    }

    private static func proof(_ fields: JSONFields) throws(JSONError) -> InclusionProofData {
        var fields = fields
        let hashes = try fields.array("hashes")
        guard hashes.count <= InclusionProofData.maximumHashCount else {
            throw JSONError(.tooManyElements, "the inclusion proof has \(hashes.count) hashes")
        }
        return InclusionProofData(
            logIndex: try nonnegative(fields.integer("logIndex"), "logIndex"),
            rootHash: try hexadecimal(fields.string("rootHash"), "rootHash"),
            treeSize: try nonnegative(fields.integer("treeSize"), "treeSize"),
            hashes: try hashes.map { hash throws(JSONError) in
                guard case .string(let text) = hash else { throw JSONError(.wrongType, "a hash is not a string") }
                return try hexadecimal(text, "hashes")
            },
            checkpoint: try fields.string("checkpoint")
        )
    }

    private static func nonnegative(_ number: Int64, _ name: String) throws(JSONError) -> Int64 {
        guard number >= 0 else { throw JSONError(.invalidValue, "\(name) is \(number)") }
        return number
    }

    private static func base64(_ text: String, _ name: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(text), !bytes.isEmpty else {
            throw JSONError(.invalidValue, "\(name) is not base64")
        }
        return bytes
    }

    private static func hexadecimal(_ text: String, _ name: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Hexadecimal.decode(text), !bytes.isEmpty else {
            throw JSONError(.invalidValue, "\(name) is not hexadecimal")
        }
        return bytes
    }
}
