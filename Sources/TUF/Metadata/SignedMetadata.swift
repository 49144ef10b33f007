// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

/// What one role signs: the `signed` part of its metadata (§4.2.1).
package protocol MetadataBody: Sendable {
    /// The value of `_type`.
    static var type: String { get }

    var header: MetadataHeader { get }

    /// Reads the fields that only this role has. Those nobody asks for are covered by signatures, and mean nothing here.
    init(_ header: MetadataHeader, _ fields: inout JSONFields) throws
}

/// Metadata as it is transported: what is signed, and signatures that nobody has checked yet (§4.2.1).
package struct SignedMetadata<Body: MetadataBody>: Sendable {
    package let body: Body
    /// By the key's name; nil for one that is not hexadecimal. Repositories write an empty text for one that is still to come.
    let signatures: [ExactName: [UInt8]?]
    /// What signatures cover: the canonical form of all of `signed`, unknown fields included.
    package let signedBytes: [UInt8]

    /// Reads metadata; the caller bounds its bytes.
    ///
    /// - Throws: ``TUFError`` with `malformedMetadata` or `unsupportedVersion`.
    package init(parsing bytes: [UInt8]) throws(TUFError) {
        do {
            var document = try JSONFields(JSONValue(parsing: bytes, limits: MetadataLimits.json), path: "")
            let signed = try document.required("signed")
            var fields = try JSONFields(signed, path: "signed")
            let header = try MetadataHeader(&fields, type: Body.type)
            body = try Body(header, &fields)
            signatures = try Self.signatures(&document)
            signedBytes = try signed.canonicalized()
        } catch let error as TUFError {
            throw error
        } catch {
            throw TUFError(.malformedMetadata, "this is no metadata of the type '\(Body.type)'", cause: error)
        }
    }

    /// §4.2.1: "The keyid MUST be unique in the "signatures" array".
    private static func signatures(_ document: inout JSONFields) throws -> [ExactName: [UInt8]?] {
        let elements = try document.array("signatures")
        guard elements.count <= MetadataLimits.maximumSignatureCount else {
            throw JSONError(
                .tooManyElements,
                "there are \(elements.count) signatures, more than \(MetadataLimits.maximumSignatureCount)"
            )
        }
        var signatures: [ExactName: [UInt8]?] = [:]
        for (index, element) in elements.enumerated() {
            var fields = try JSONFields(element, array: "signatures", index: index)
            let keyID = ExactName(try fields.string("keyid"))
            guard signatures.index(forKey: keyID) == nil else {
                throw TUFError(.malformedMetadata, "the metadata has two signatures by the key \(keyID)")
            }
            signatures[keyID] = .some(Hexadecimal.decode(try fields.string("sig")))
        }
        return signatures
    }
}
