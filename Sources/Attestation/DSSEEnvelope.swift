// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

/// A payload with its type and the signatures over both.
///
/// The signatures cover `preAuthenticationEncoding`, never the JSON, so an envelope may be written anew.
/// - SeeAlso: DSSE v1.0.2, envelope.md, "Standard JSON envelope".
package struct DSSEEnvelope: Sendable {
    package struct Signature: Sendable {
        package let sig: [UInt8]
        /// A hint at the key; it is not authenticated and must decide nothing.
        package let keyID: String?

        package init(sig: [UInt8], keyID: String? = nil) {
            (self.sig, self.keyID) = (sig, keyID)
        }
    }

    /// More signatures than any envelope has; each costs a verifier a public-key operation.
    package static let maximumSignatureCount = 1024

    package let payload: [UInt8]
    package let payloadType: String
    /// As they came: none, one or several, and not verified.
    package let signatures: [Signature]

    package init(payload: [UInt8], payloadType: String, signatures: [Signature]) {
        (self.payload, self.payloadType, self.signatures) = (payload, payloadType, signatures)
    }

    /// What every signature covers (DSSE v1.0.2, protocol.md, "Signature Definition").
    package var preAuthenticationEncoding: [UInt8] {
        Attestation.preAuthenticationEncoding(type: payloadType, payload: payload)
    }

    /// Returns the signature of an envelope that must have exactly one.
    /// - Throws: `noSignature`, `severalSignatures`.
    package func onlySignature() throws(AttestationError) -> Signature {
        guard let signature = signatures.first else {
            throw AttestationError(.noSignature, "the envelope has no signature")
        }
        guard signatures.count == 1 else {
            throw AttestationError(.severalSignatures, "the envelope has \(signatures.count) signatures, not one")
        }
        return signature
    }
}

extension DSSEEnvelope: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.payload == right.payload && left.payloadType.hasSameBytes(as: right.payloadType)
            && left.signatures == right.signatures
    }
}

extension DSSEEnvelope.Signature: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        guard left.sig == right.sig else { return false }
        guard let leftKeyID = left.keyID, let rightKeyID = right.keyID else { return left.keyID == right.keyID }
        return leftKeyID.hasSameBytes(as: rightKeyID)
    }
}
