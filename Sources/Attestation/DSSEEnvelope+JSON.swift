// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

extension DSSEEnvelope {
    /// Reads the JSON envelope, in DSSE's spelling or in that of protocol buffers.
    ///
    /// Base64 is of either alphabet, with or without padding. A `keyid` that is absent, `null` or empty is no key id.
    /// The other fields may be empty and must be there. Fields that DSSE does not name are rejected.
    /// - Parameter path: Where the envelope is in its document, for messages; empty for the document itself.
    /// - Throws: `malformedEnvelope`.
    package init(json: JSONValue, path: String) throws(AttestationError) {
        do {
            var fields = try ProtobufFields(json, path: path)
            guard let payload = try fields.optionalBytes("payload") else { throw fields.missing("payload") }
            guard let payloadType = try fields.optionalString("payloadType") else {
                throw fields.missing("payloadType")
            }
            guard try fields.value("signatures") != nil else { throw fields.missing("signatures") }
            let elements = try fields.messages("signatures", maximumCount: Self.maximumSignatureCount)
            try fields.finish()
            var signatures: [Signature] = []
            for element in elements { signatures.append(try Signature(element)) }
            self.init(payload: payload, payloadType: payloadType, signatures: signatures)
        } catch {
            throw AttestationError(.malformedEnvelope, "the JSON is not a DSSE envelope", cause: error)
        }
    }

    /// The envelope in DSSE's spelling, `keyid` included.
    package var json: JSONValue {
        .object([
            "payload": .string(Base64.encode(payload)),
            "payloadType": .string(payloadType),
            "signatures": .array(signatures.map(\.json)),
        ])
    }
}

extension DSSEEnvelope.Signature {
    fileprivate init(_ fields: consuming ProtobufFields) throws(JSONError) {
        guard let sig = try fields.optionalBytes("sig") else { throw fields.missing("sig") }
        let keyID = try fields.string("keyid")
        try fields.finish()
        self.init(sig: sig, keyID: keyID.isEmpty ? nil : keyID)
    }

    fileprivate var json: JSONValue {
        .object(["sig": .string(Base64.encode(sig)), "keyid": .string(keyID ?? "")])
    }
}
