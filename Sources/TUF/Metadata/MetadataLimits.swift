// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// How much of anything metadata may have, besides its bytes, which ``UpdaterLimits`` bounds.
package enum MetadataLimits {
    /// Nothing in metadata is nested deeper, but for fields that this package does not know.
    static let maximumDepth = 32
    /// About 26 MB of memory; targets metadata of the greatest length has about half as many.
    static let maximumValueCount = 1 << 18
    /// Keys of one file: a repository has some ten.
    static let maximumKeyCount = 1024
    /// Keys of one role.
    static let maximumRoleKeyCount = 256
    /// Signatures of one file: those of keys that are not the role's are not verified.
    static let maximumSignatureCount = 1024
    /// Roles that one file delegates to.
    static let maximumDelegationCount = 1 << 14

    /// What the parser accepts; callers bound the bytes.
    package static let json = JSONLimits(maximumDepth: maximumDepth, maximumValueCount: maximumValueCount)
}
