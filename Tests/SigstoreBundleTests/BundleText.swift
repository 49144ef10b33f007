// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SigstoreBundle
import StrictJSON
import Testing

/// The text of a good bundle, part by part, so that a test can spoil one.
struct BundleText: Sendable {
    var mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    var material = #""publicKey":{"hint":"aa"},"tlogEntries":[]"#
    var payload = #""payload":"aGk=""#
    var payloadType = #""payloadType":"text/plain""#
    var signature = #""sig":"+/8=","keyid":"""#
    /// What follows the last member of the envelope.
    var afterEnvelope = ""
    /// What follows the last member of the bundle.
    var afterBundle = ""

    var text: String {
        let envelope = #"{\#(payload),\#(payloadType),"signatures":[{\#(signature)}]\#(afterEnvelope)}"#
        return
            #"{"mediaType":"\#(mediaType)","verificationMaterial":{\#(material)},"dsseEnvelope":\#(envelope)\#(afterBundle)}"#
    }

    /// The text of a bundle with something else instead of the envelope.
    static func content(_ content: String) -> String {
        let text = BundleText()
        return #"{"mediaType":"\#(text.mediaType)","verificationMaterial":{\#(text.material)},\#(content)}"#
    }

    func bundle() throws -> SignatureBundle { try SignatureBundle(parsing: Array(text.utf8)) }

    /// The text with one part changed.
    static func with<Value>(_ part: WritableKeyPath<BundleText, Value>, _ value: Value) -> String {
        var text = BundleText()
        text[keyPath: part] = value
        return text.text
    }

    /// The text with something else as its verification material.
    static func material(_ material: String) -> String { with(\.material, material) }
}

extension SignatureBundle {
    init(text: String) throws { try self.init(parsing: Array(text.utf8)) }
}

/// Expects that `text` is refused, and if `reason` is not nil, with that code at the bottom of its causes.
func expectRefusal(
    _ text: String,
    _ code: SignatureBundleError.Code = .malformed,
    because reason: JSONError.Code? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let error = #expect(throws: SignatureBundleError.self, sourceLocation: sourceLocation) {
        try SignatureBundle(text: text)
    }
    #expect(error?.code == code, "\(text)", sourceLocation: sourceLocation)
    guard let reason else { return }
    let cause = (error?.cause as? AttestationError)?.cause ?? error?.cause
    #expect((cause as? JSONError)?.code == reason, "\(text)", sourceLocation: sourceLocation)
}
