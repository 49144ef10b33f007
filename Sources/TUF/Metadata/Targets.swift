// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// The files a role vouches for, and whom it trusts with others (§4.5).
package struct Targets: MetadataBody {
    package static let type = "targets"

    package let header: MetadataHeader
    /// By path.
    package let files: [ExactName: TargetFile]
    package let delegations: Delegations?

    package init(_ header: MetadataHeader, _ fields: inout JSONFields) throws {
        self.header = header
        var files: [ExactName: TargetFile] = [:]
        for member in try fields.map("targets") {
            var file = try fields.fields(of: member, in: "targets")
            files[ExactName(member.key)] = try TargetFile(path: member.key, &file)
        }
        self.files = files
        if var delegations = try fields.optionalObject("delegations") {
            self.delegations = try Delegations(&delegations)
        } else {
            delegations = nil
        }
    }
}
