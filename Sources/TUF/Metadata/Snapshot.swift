// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// The versions of all targets metadata that belong together (§4.4).
package struct Snapshot: MetadataBody {
    package static let type = "snapshot"

    package let header: MetadataHeader
    /// By file name, such as `targets.json`.
    package let files: [ExactName: MetadataFile]

    package init(_ header: MetadataHeader, _ fields: inout JSONFields) throws {
        self.header = header
        files = try MetadataFile.files("meta", in: &fields)
    }
}
