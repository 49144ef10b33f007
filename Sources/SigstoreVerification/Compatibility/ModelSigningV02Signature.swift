// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SignatureKeys

/// model-signing v0.2.0 signed a faulty pre-authentication encoding: `DSSEV1` with a capital V, over the text that
/// Python prints for the payload's bytes; and it hashed with SHA-256 whatever the curve.
///
/// Accepted for that version's statements only, which is why the payload is looked at before it is verified.
/// Can go when those bundles need not be read any more.
package enum ModelSigningV02Signature {
    package static let predicateType = "https://model_signing/Digests/v0.1"

    /// The payload is parsed before it is verified, so it is kept small: those models had few files.
    private static let maximumPayloadByteCount = 2 << 20

    static func isValid(_ signature: [UInt8], over envelope: DSSEEnvelope, by key: PublicKey) -> Bool {
        guard envelope.payload.count <= maximumPayloadByteCount,
            let statement = try? InTotoStatement(parsing: envelope.payload),
            statement.predicateType.utf8.elementsEqual(predicateType.utf8)
        else { return false }
        let type = envelope.payloadType
        let head = "DSSEV1 \(type.utf8.count) \(type) \(envelope.payload.count) "
        let message = Array(head.utf8) + pythonRepresentation(of: envelope.payload)
        return key.isValidSignature(signature, for: message, hashedWith: .sha256)
    }

    /// What Python's `repr` gives for a bytes object.
    static func pythonRepresentation(of bytes: [UInt8]) -> [UInt8] {
        let apostrophe = UInt8(ascii: "'"), quote = UInt8(ascii: "\""), backslash = UInt8(ascii: "\\")
        let delimiter = bytes.contains(apostrophe) && !bytes.contains(quote) ? quote : apostrophe
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = [UInt8(ascii: "b"), delimiter]
        text.reserveCapacity(bytes.count + bytes.count / 4)
        for byte in bytes {
            switch byte {
            case delimiter, backslash: text += [backslash, byte]
            case UInt8(ascii: "\t"): text += [backslash, UInt8(ascii: "t")]
            case UInt8(ascii: "\n"): text += [backslash, UInt8(ascii: "n")]
            case UInt8(ascii: "\r"): text += [backslash, UInt8(ascii: "r")]
            case 0x20..<0x7F: text.append(byte)
            default: text += [backslash, UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        text.append(delimiter)
        return text
    }
}
