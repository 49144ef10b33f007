// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A DSSE envelope.
package struct TestEnvelope: Sendable {
    package struct Signature: Sendable {
        package var bytes: [UInt8]
        package var keyID: String?
    }

    package var payloadType: String
    package var payload: [UInt8]
    package var signatures: [Signature] = []

    package static let inToto = "application/vnd.in-toto+json"

    /// An in-toto statement about an artifact.
    package static func statement(about artifact: [UInt8], _ digests: [TestDigest] = [.sha256]) -> [UInt8] {
        let members = digests.map { TestJSON.Member($0.rawValue, .string(TestText.hex($0.hash(artifact)))) }
        let statement: TestJSON = [
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [["name": "artifact", "digest": .object(members)]],
            "predicateType": "https://sigstore.test/predicate/v1",
            "predicate": [:],
        ]
        return statement.written
    }

    /// What a signature covers: `DSSEv1`, the lengths and the values, a space between each.
    package var signedBytes: [UInt8] {
        var result = Array("DSSEv1 ".utf8)
        result += Array("\(payloadType.utf8.count) ".utf8) + Array(payloadType.utf8)
        return result + Array(" \(payload.count) ".utf8) + payload
    }

    var json: TestJSON {
        let signatures = signatures.map { signature in
            var result: TestJSON = ["sig": .bytes(signature.bytes)]
            if let keyID = signature.keyID { result["keyid"] = .string(keyID) }
            return result
        }
        return [
            "payload": .bytes(payload), "payloadType": .string(payloadType), "signatures": .array(signatures),
        ]
    }
}
