// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

extension DSSEEnvelope {
    /// Reads the JSON envelope, in DSSE's spelling or in that of protocol buffers.
    ///
    /// Base64 is of either alphabet, with or without padding. A `keyid` that is absent, `null` or empty is no key id.
    /// Fields that DSSE does not name are rejected.
    /// - Parameter path: Where the envelope is in its document, for messages; empty for the document itself.
    /// - Throws: `malformedEnvelope`.
    package init(json: JSONValue, path: String) throws(AttestationError) {
        do {
            var fields = try JSONFields(json, path: path)
            let payload = try fields.base64("payload")
            let payloadType = try fields.payloadType()
            let elements = try fields.array("signatures")
            try fields.finish()
            let signaturesPath = fields.path(of: "signatures")
            guard elements.count <= Self.maximumSignatureCount else {
                let message = "\(signaturesPath) has more than \(Self.maximumSignatureCount) elements"
                throw JSONError(.invalidValue, message)
            }
            var signatures: [Signature] = []
            for (index, element) in elements.enumerated() {
                signatures.append(try Signature(json: element, path: "\(signaturesPath)[\(index)]"))
            }
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
    fileprivate init(json: JSONValue, path: String) throws(JSONError) {
        var fields = try JSONFields(json, path: path)
        let sig = try fields.base64("sig")
        let keyID = try fields.optionalString("keyid") ?? ""
        try fields.finish()
        self.init(sig: sig, keyID: keyID.isEmpty ? nil : keyID)
    }

    fileprivate var json: JSONValue {
        .object(["sig": .string(Base64.encode(sig)), "keyid": .string(keyID ?? "")])
    }
}

extension JSONFields {
    fileprivate mutating func base64(_ name: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(try string(name), allowing: .protobufJSON) else {
            throw JSONError(.invalidValue, "\(path(of: name)) is not base64")
        }
        return bytes
    }

    /// Reads `payloadType`, or `payload_type`: protocol buffers' JSON mapping accepts a field's own name too.
    fileprivate mutating func payloadType() throws(JSONError) -> String {
        guard let alternative = try optionalString("payload_type") else { return try string("payloadType") }
        guard value("payloadType") == nil else {
            throw JSONError(.duplicateKey, "\(path(of: "payloadType")) is also given as payload_type")
        }
        return alternative
    }
}
