// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rekor v1: entries with a time and a promise that the log signs, in one of several trees.
package struct TestRekorV1: Sendable {
    package var instance: TestLogInstance
    /// The name in notes.
    package var host: String
    package var treeID: Int64 = 1_193_050_959_916_656_506

    package init(named name: String = "rekor", _ kind: TestKey.Kind = .p256) {
        host = "\(name).sigstore.test"
        instance = TestLogInstance(baseURL: "https://\(host)", key: TestKey(kind, named: name))
    }

    func add(_ body: [UInt8], kind: TestEntry.Kind, _ recipe: TestEntry) throws -> TestLogEntry {
        let (name, logID) = (kind.rawValue.split(separator: " "), try instance.logID ?? instance.key.keyID())
        let proof = try recipe.prove(
            body,
            by: TestNoteKey(host, instance.key, hashedWith: instance.digest),
            origin: "\(host) - \(treeID)"
        )
        var entry = TestLogEntry(
            logIndex: Int64(recipe.entriesBefore) + recipe.earlierTrees,
            logID: logID,
            kind: String(name[0]),
            version: String(name[1]),
            integratedTime: Int64(recipe.integratedTime.timeIntervalSince1970),
            proof: recipe.hasProof ? proof : nil,
            body: body
        )
        if recipe.hasPromise { entry.promise = try promise(recipe.promise, of: entry) }
        return entry
    }

    /// The signed entry timestamp: a signature over the canonical JSON of these four members.
    private func promise(_ recipe: TestPromise, of entry: TestLogEntry) throws -> [UInt8] {
        let time = recipe.integratedTime.map { Int64($0.timeIntervalSince1970) } ?? entry.integratedTime ?? 0
        let covered: TestJSON = [
            "body": .bytes(recipe.body ?? entry.body),
            "integratedTime": .number("\(time)"),
            "logID": .string(TestText.hex(recipe.logID ?? entry.logID)),
            "logIndex": .number("\(recipe.logIndex ?? entry.logIndex)"),
        ]
        var signature = try (recipe.key ?? instance.key).sign(covered.canonical, hashedWith: instance.digest)
        try recipe.signature(&signature)
        return signature
    }
}
