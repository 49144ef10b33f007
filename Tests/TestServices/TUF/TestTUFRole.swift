// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A role of a repository: who signs it, and what its next metadata says.
package struct TestTUFRole: Sendable {
    package var keys: [TestTUFKey]
    package var threshold: Int
    /// Of the last publication; the next one has the number behind it.
    package var version = 0
    package var expires: Date
    /// Of targets roles alone, as the next two are.
    package var targets: [TestTUFTarget] = []
    package var delegations: [TestTUFDelegation] = []
    package var bins: TestTUFBins?
    /// Who signs in place of the role's keys.
    package var signers: [TestTUFKey]?
    /// Edits `signed`.
    package var beforeSigning: Alteration<TestJSON>?
    /// Edits the file, signatures and all.
    package var afterSigning: Alteration<TestJSON>?

    package init(keys: [TestTUFKey], threshold: Int = 1, expires: Date) {
        (self.keys, self.threshold, self.expires) = (keys, threshold, expires)
    }
}
