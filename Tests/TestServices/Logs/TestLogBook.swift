// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a log that runs remembers: its tree, and of each entry its kind and its time.
struct TestLogBook: Sendable {
    private(set) var tree = TestLogTree()
    private var kinds: [TestEntry.Kind] = []
    private var dates: [Date] = []
    private var places: [[UInt8]: Int] = [:]

    /// A log with three entries from before anybody asked; nobody looks at their signatures.
    init(_ kind: TestEntry.Kind, on date: Date) throws {
        let key = try TestKey(.p256, named: "an earlier client").subjectPublicKeyInfo()
        for number in 0..<3 {
            let content = TestEntryContent(
                digestAlgorithm: .sha256,
                digest: TestDigest.sha256.hash(Array("an earlier artifact \(number)".utf8)),
                signature: Array("a signature".utf8),
                verifier: .key(key),
                keyDetails: "PKIX_ECDSA_P256_SHA_256"
            )
            add(try content.body(kind).canonical, kind, on: date)
        }
    }

    /// Where an entry is, by its leaf's hash.
    func index(ofLeaf hash: [UInt8]) -> Int? { places[hash] }

    @discardableResult
    mutating func add(_ body: [UInt8], _ kind: TestEntry.Kind, on date: Date) -> Int {
        let index = tree.append(body)
        kinds.append(kind)
        dates.append(date)
        places[Self.leafHash(of: body)] = index
        return index
    }

    /// Adds an entry that is not there yet.
    mutating func newItem(_ body: [UInt8], _ kind: TestEntry.Kind, on date: Date) throws -> Item {
        let index = add(body, kind, on: date)
        guard let item = item(at: index) else { throw TestServiceError("the entry is gone") }
        return item
    }

    static func leafHash(of body: [UInt8]) -> [UInt8] { TestDigest.sha256.hash([0] + body) }

    /// An entry and where it is in the tree of now.
    func item(at index: Int) -> Item? {
        guard tree.entries.indices.contains(index) else { return nil }
        return Item(
            body: tree.entries[index],
            kind: kinds[index],
            date: dates[index],
            position: TestLogPosition(of: index, in: tree)
        )
    }

    struct Item: Sendable {
        let body: [UInt8]
        let kind: TestEntry.Kind
        let date: Date
        let position: TestLogPosition
    }
}
