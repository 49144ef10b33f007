// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Which keys may sign for a role, and how many must (§4.3).
package struct RoleKeys: Sendable, Equatable {
    /// Names of keys, no two the same. Some may not be among the keys of the file: they verify nothing.
    package let keyIDs: [ExactName]
    /// At least 1.
    package let threshold: Int64

    init(_ fields: inout JSONFields) throws(JSONError) {
        keyIDs = try fields.strings("keyids", maximumCount: MetadataLimits.maximumRoleKeyCount).map { ExactName($0) }
        guard Set(keyIDs).count == keyIDs.count else {
            throw JSONError(.invalidValue, "\(fields.path(of: "keyids")) names a key twice")
        }
        threshold = try fields.positiveInteger("threshold")
    }
}
