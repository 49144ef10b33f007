// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreVerification
import TestServices
import Testing

/// No damage to a good bundle is accepted, and none ends the process.
@Suite struct DamageTests {
    /// A good bundle, and the fields of it that are damaged.
    struct Target: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let scene: Scene
        let field: BundleParts.Field
        /// Every bit, or one of each byte where a verification is slow; which one differs from byte to byte.
        var everyBit = true
    }

    @Test(arguments: targets)
    func `every flipped bit is refused`(_ target: Target) async throws {
        let (made, parts) = try await good(target.scene)
        let bytes = parts[keyPath: target.field.path]
        var accepted: [Int] = []
        for (index, byte) in bytes.enumerated() {
            for bit in target.everyBit ? Array(0..<8) : [index % 8] {
                var damaged = parts
                damaged[keyPath: target.field.path][index] = byte ^ 1 << bit
                if try await isAccepted(damaged, made) { accepted.append(index * 8 + bit) }
            }
        }
        #expect(!bytes.isEmpty)
        #expect(accepted == target.meaningless(bytes))
    }

    @Test(arguments: targets)
    func `every field that is cut off is refused`(_ target: Target) async throws {
        let (made, parts) = try await good(target.scene)
        var accepted: [Int] = []
        // An optional field that is empty is absent, which is another matter; numbers are of eight bytes.
        for count in (target.isOptional ? 1 : 0)..<parts[keyPath: target.field.path].count where !target.isNumber {
            var damaged = parts
            damaged[keyPath: target.field.path] = Array(parts[keyPath: target.field.path][..<count])
            if try await isAccepted(damaged, made) { accepted.append(count) }
        }
        #expect(accepted.isEmpty)
    }

    @Test(arguments: [key(.rekorV1), stamped])
    func `every bundle that is cut off is refused`(_ scene: Scene) async throws {
        let (made, _) = try await good(scene)
        var accepted: [Int] = []
        for count in made.parts.bundleJSON.indices {
            guard let bundle = try? SignatureBundle(parsing: Array(made.parts.bundleJSON[..<count])) else { continue }
            if try await isAccepted(bundle, made) { accepted.append(count) }
        }
        #expect(accepted.isEmpty)
    }

    private func good(_ scene: Scene) async throws -> (Scene.Made, BundleParts) {
        let made = try scene.make()
        let parts = try #require(BundleParts(SignatureBundle(parsing: made.parts.bundleJSON)))
        #expect(try await isAccepted(parts, made))
        return (made, parts)
    }

    private func isAccepted(_ parts: BundleParts, _ made: Scene.Made) async throws -> Bool {
        try await isAccepted(parts.bundle, made)
    }

    /// Any other error than that of a verification comes out.
    private func isAccepted(_ bundle: SignatureBundle, _ made: Scene.Made) async throws -> Bool {
        do {
            _ = try await made.verifier.verify(bundle, of: made.artifact)
            return true
        } catch let error as BundleVerificationError {
            return error.description.isEmpty
        }
    }

    // MARK: What is damaged

    /// A key needs no certificate, and a promise of Rekor v1 no timestamp authority: each is slow without optimization.
    private static let targets: [Target] =
        entryFields(of: "Rekor v1", key(.rekorV1), BundleParts.entryFields + BundleParts.promiseFields)
        + entryFields(of: "Rekor v2", keyInBoth, BundleParts.entryFields)
        + entryFields(of: "a message", key(.rekorV1), [BundleParts.signature, BundleParts.digest])
        + entryFields(
            of: "an envelope",
            key(.rekorV1, .envelope()),
            [BundleParts.signature, BundleParts.payload, BundleParts.payloadType, BundleParts.entryFields[4]]
        )
        + entryFields(of: "a time stamp", stamped, [BundleParts.timestamp])
        + [
            Target(testDescription: "certificate", scene: Scene(), field: BundleParts.certificate, everyBit: false)
        ]

    private static func entryFields(of name: String, _ scene: Scene, _ fields: [BundleParts.Field]) -> [Target] {
        fields.map { Target(testDescription: "\($0.name) of \(name)", scene: scene, field: $0) }
    }

    private static func key(_ log: TestEntry.Log, _ content: TestBundle.Content = .message) -> Scene {
        var scene = Scene(log, content)
        scene.signer = .managedKey
        return scene
    }

    /// The entry of Rekor v1 gives the time, that of Rekor v2 is damaged.
    private static let keyInBoth: Scene = {
        var scene = key(.rekorV1)
        scene.entries.append(TestEntry(.rekorV2))
        scene.timestamps = []
        scene.policy.transparencyLogs = .atLeast(2)
        return scene
    }()

    private static let stamped: Scene = {
        var scene = key(.rekorV2)
        scene.timestamp.certificates = .none
        return scene
    }()
}

extension DamageTests.Target {
    /// Whether the field is eight bytes.
    fileprivate var isNumber: Bool {
        ["logIndex", "integratedTime", "proof.logIndex", "proof.treeSize"].contains(field.name)
    }

    /// Whether the field may be absent.
    fileprivate var isOptional: Bool { ["certificate", "inclusionPromise", "signedTimestamp"].contains(field.name) }

    /// The bits, counted from the first byte's lowest, that say nothing about the signature.
    fileprivate func meaningless(_ bytes: [UInt8]) -> [Int] {
        guard field.name == "signedTimestamp" else { return [] }
        // RFC 3161 §2.4.2: a status of 0 is `granted`, and of 1 `grantedWithMods`. It stands before what is signed.
        return [8 * 8]
    }
}
