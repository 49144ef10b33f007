// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Rekor v2: a log of tiles, one tree, without times and promises.
package struct TestRekorV2: Sendable {
    package var instance: TestLogInstance
    /// The name in notes, and the origin of checkpoints.
    package var host: String

    package init(named name: String = "log2025", _ kind: TestKey.Kind = .ed25519) {
        host = "\(name).rekor.sigstore.test"
        instance = TestLogInstance(baseURL: "https://\(host)", key: TestKey(kind, named: name))
        // The whole hash, of which a note's hint is the beginning.
        instance.logID = try? TestNoteKey(host, instance.key).keyID()
    }

    func add(_ body: [UInt8], kind: TestEntry.Kind, _ recipe: TestEntry) throws -> TestLogEntry {
        let name = kind.rawValue.split(separator: " ")
        let proof = try recipe.prove(
            body,
            by: TestNoteKey(host, instance.key, hashedWith: instance.digest),
            origin: host
        )
        return TestLogEntry(
            logIndex: Int64(recipe.entriesBefore),
            logID: try instance.logID ?? TestNoteKey(host, instance.key).keyID(),
            kind: String(name[0]),
            version: String(name[1]),
            proof: recipe.hasProof ? proof : nil,
            body: body
        )
    }
}
