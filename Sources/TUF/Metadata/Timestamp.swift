// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// Which snapshot is the latest, signed often (§4.6).
package struct Timestamp: MetadataBody {
    package static let type = "timestamp"

    package let header: MetadataHeader
    package let snapshot: MetadataFile

    package init(_ header: MetadataHeader, _ fields: inout JSONFields) throws {
        self.header = header
        var files = try fields.object("meta")
        var file = try files.object(ExactName.snapshot.metadataFile.text)
        snapshot = try MetadataFile(&file)
    }
}
