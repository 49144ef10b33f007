// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// What timestamp and snapshot metadata say of a file of metadata: `METAFILES` (§4.4, §4.6).
package struct MetadataFile: Sendable {
    package let version: Int64
    /// nil when it is not stated.
    package let byteCount: Int?
    let hashes: ContentHashes?

    init(_ fields: inout JSONFields) throws(JSONError) {
        version = try fields.positiveInteger("version")
        byteCount = try fields.optionalByteCount("length")
        hashes = try ContentHashes(in: &fields)
    }

    /// Checks length and hashes, as far as they are stated.
    ///
    /// - Throws: ``TUFError`` with `wrongContent` or `unsupportedHash`.
    func verify(_ bytes: [UInt8], of file: ExactName) throws(TUFError) {
        if let byteCount, bytes.count != byteCount {
            throw TUFError(.wrongContent, "\(file) has \(bytes.count) bytes, and signed metadata states \(byteCount)")
        }
        try hashes?.verify(bytes, of: file)
    }

    /// Files by name.
    static func files(_ name: String, in fields: inout JSONFields) throws(JSONError) -> [ExactName: MetadataFile] {
        var files: [ExactName: MetadataFile] = [:]
        for member in try fields.map(name) {
            var file = try fields.fields(of: member, in: name)
            files[ExactName(member.key)] = try MetadataFile(&file)
        }
        return files
    }
}
