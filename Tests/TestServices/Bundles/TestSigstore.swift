// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Changes one thing about what a service makes.
package typealias Alteration<Value> = @Sendable (inout Value) throws -> Void

/// A Sigstore instance in memory: which services it has. Its clock stands still.
package struct TestSigstore: Sendable {
    /// The time of everything that happens here: 2025-06-15T15:06:40Z.
    package static let now = Date(timeIntervalSince1970: 1_750_000_000)
    package static let identityProvider = "https://token.actions.githubusercontent.com"

    package var authorities = [TestFulcio()]
    package var certificateLogs = [TestCTLog()]
    package var rekorV1 = [TestRekorV1()]
    package var rekorV2 = [TestRekorV2()]
    package var timestampAuthorities = [TestTSA()]
    package var rootMediaType = TestTrustRoot.mediaType

    package init() {}

    /// An instance whose keys are all others, and its names too.
    package init(named name: String) {
        authorities = [TestFulcio(named: "\(name)-fulcio")]
        certificateLogs = [TestCTLog(named: "\(name)-ct")]
        rekorV1 = [TestRekorV1(named: "\(name)-rekor")]
        rekorV2 = [TestRekorV2(named: "\(name)-log2025")]
        timestampAuthorities = [TestTSA(named: "\(name)-tsa")]
    }

    /// Gives each log a second key, whose time begins when that of the first ends.
    ///
    /// Number 0 is the old key, number 1 the new one; the log's name stays. Both keys hold at that moment, unless the
    /// second begins at another.
    package mutating func rotateLogKeys(at date: Date, startingWith start: Date? = nil) {
        for index in 0..<2 {
            let window = index == 0 ? TestWindow(to: date) : TestWindow(from: start ?? date)
            if index == 1 {
                rekorV1.append(rekorV1[0])
                rekorV2.append(rekorV2[0])
                certificateLogs.append(certificateLogs[0])
                Self.rekey(&rekorV1[1].instance)
                Self.rekey(&rekorV2[1].instance)
                Self.rekey(&certificateLogs[1].instance)
                rekorV2[1].instance.logID = try? TestNoteKey(rekorV2[1].host, rekorV2[1].instance.key).keyID()
            }
            rekorV1[index].instance.window = window
            rekorV2[index].instance.window = window
            certificateLogs[index].instance.window = window
        }
    }

    private static func rekey(_ instance: inout TestLogInstance) {
        instance.key = TestKey(instance.key.kind, named: "\(instance.key.name) new")
    }

    /// Makes the certificates of all authorities.
    package func make() throws -> Made {
        Made(
            recipe: self,
            authorities: try authorities.map { try $0.make() },
            timestampAuthorities: try timestampAuthorities.map { try $0.make() }
        )
    }

    /// An instance that runs: several bundles can come from it.
    package struct Made: Sendable {
        package let recipe: TestSigstore
        package let authorities: [TestFulcio.Made]
        package let timestampAuthorities: [TestTSA.Made]

        /// Certifies a key.
        package func certify(_ key: TestKey, _ leaf: TestLeaf = TestLeaf()) throws -> [UInt8] {
            try authorities[leaf.authority].certify(key, leaf, logs: recipe.certificateLogs)
        }

        /// The instance's `TrustedRoot`.
        package func trustedRoot() throws -> TestJSON {
            [
                "mediaType": .string(recipe.rootMediaType),
                "tlogs": .array(
                    try (recipe.rekorV1.map(\.instance) + recipe.rekorV2.map(\.instance)).map { try $0.json() }
                ),
                "certificateAuthorities": .array(authorities.map(\.json)),
                "ctlogs": .array(try recipe.certificateLogs.map { try $0.instance.json() }),
                "timestampAuthorities": .array(timestampAuthorities.map(\.json)),
            ]
        }
    }
}
