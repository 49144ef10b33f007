// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rekor's API, v1.
extension TestSigstoreDesk {
    private static let entriesPath = "/api/v1/log/entries"

    func answerAsRekorV1(_ call: TestServiceCall) throws -> TestHTTPResponse {
        switch (call.request.method, call.request.path) {
        case ("POST", Self.entriesPath): try logInV1(call)
        case ("POST", "\(Self.entriesPath)/retrieve"): try retrieve(call)
        case ("GET", Self.entriesPath): try entryOfV1(byIndex: call)
        case ("GET", "/api/v1/log"): try stateOfV1()
        case ("GET", "/api/v1/log/publicKey"): try publicKeyOfV1()
        case ("GET", "/api/v1/log/proof"): consistencyOfV1(call.request.query)
        case ("GET", let path) where path.hasPrefix(Self.entriesPath + "/"):
            try entryOfV1(named: String(path.dropFirst(Self.entriesPath.utf8.count + 1)), call)
        default: .refusal(405, "method is not allowed")
        }
    }

    /// `POST /api/v1/log/entries`.
    private func logInV1(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let body: [UInt8]
        let kind: TestEntry.Kind
        do {
            let request = try JSONDecoder().decode(TestRekorV1Request.self, from: Data(call.request.body)).content()
            (body, kind) = try self.body(request.content, request.kind, call)
        } catch {
            return .refusal(400, "error processing entry: \(error)")
        }
        let path = call.request.path
        switch try add(body, kind, to: .rekorV1, call) {
        case .old:
            let identifier = identifierOfV1(TestLogBook.leafHash(of: body))
            let reason = "an equivalent entry already exists in the transparency log with UUID \(identifier)"
            var response = TestHTTPResponse.refusal(409, reason)
            response.headers["Location"] = "\(path)/\(identifier)"
            return response
        case .new(let item):
            let (identifier, json) = try answer(item, call)
            var response = TestHTTPResponse(status: 201, .object([.init(identifier, json)]))
            response.headers = ["ETag": identifier, "Location": "\(path)/\(identifier)"]
            return response
        }
    }

    /// An entry's name: the tree's in 16 digits, then its leaf's hash.
    private func identifierOfV1(_ leafHash: [UInt8]) -> String {
        let tree = String(instance.recipe.rekorV1[0].treeID, radix: 16)
        return String(repeating: "0", count: 16 - tree.count) + tree + TestText.hex(leafHash)
    }

    /// A `LogEntry`.
    private func answer(_ item: TestLogBook.Item, _ call: TestServiceCall) throws -> (name: String, json: TestJSON) {
        var recipe = recipe(.rekorV1, item, call)
        var log = instance.recipe.rekorV1[0]
        if call.fault == .otherLog {
            log = try other(at: call.date).recipe.rekorV1[0]
            recipe = TestEntry(.rekorV1)
            recipe.integratedTime = call.date
        }
        let entry = try log.add(item.body, kind: item.kind, recipe)
        var verification = TestJSON.object([])
        if let proof = entry.proof {
            verification["inclusionProof"] = [
                "checkpoint": .string(proof.checkpoint ?? ""),
                "hashes": .array(proof.hashes.map { .string(TestText.hex($0)) }),
                "logIndex": .number("\(proof.logIndex)"),
                "rootHash": .string(TestText.hex(proof.rootHash)),
                "treeSize": .number("\(proof.treeSize)"),
            ]
        }
        if let promise = entry.promise { verification["signedEntryTimestamp"] = .bytes(promise) }
        let json: TestJSON = [
            "body": .bytes(entry.body),
            "integratedTime": .number("\(entry.integratedTime ?? 0)"),
            "logID": .string(TestText.hex(entry.logID)),
            "logIndex": .number("\(entry.logIndex)"),
            "verification": verification,
        ]
        return (identifierOfV1(TestLogBook.leafHash(of: item.body)), json)
    }

    // MARK: Reading.

    /// `GET /api/v1/log/entries/{entryUUID}`, with or without the tree's name.
    private func entryOfV1(named name: String, _ call: TestServiceCall) throws -> TestHTTPResponse {
        guard let item = try itemOfV1(named: name) else {
            return isName(name)
                ? TestHTTPResponse(status: 404, contentType: "application/json", [])
                : .refusal(400, "UUID must be a 64-character hexadecimal string")
        }
        return try respond(item, call)
    }

    private func isName(_ text: String) -> Bool { [32, 40].contains(TestText.bytes(ofHex: text)?.count ?? 0) }

    private func itemOfV1(named name: String) throws -> TestLogBook.Item? {
        guard isName(name), let hash = TestText.bytes(ofHex: String(name.suffix(64))) else { return nil }
        guard name.utf8.count == 64 || identifierOfV1(hash) == name.lowercased() else { return nil }
        return logs.withLock { logs in
            logs[.rekorV1].flatMap { book in book.index(ofLeaf: hash).flatMap { book.item(at: $0) } }
        }
    }

    /// `GET /api/v1/log/entries?logIndex=`: over all trees.
    private func entryOfV1(byIndex call: TestServiceCall) throws -> TestHTTPResponse {
        guard let text = call.request.query["logIndex"], let index = Int(text) else {
            return .refusal(422, "logIndex in query is required")
        }
        guard let item = itemOfV1(at: index) else {
            return TestHTTPResponse(status: 404, contentType: "application/json", [])
        }
        return try respond(item, call)
    }

    private func itemOfV1(at index: Int) -> TestLogBook.Item? {
        logs.withLock { $0[.rekorV1]?.item(at: index - Int(TestEntry().earlierTrees)) }
    }

    private func respond(_ item: TestLogBook.Item, _ call: TestServiceCall) throws -> TestHTTPResponse {
        var item = item
        if call.fault == .otherRequest {
            item = logs.withLock { $0[.rekorV1]?.item(at: item.position.index - 1) } ?? item
        }
        let (identifier, json) = try answer(item, call)
        return TestHTTPResponse(.object([.init(identifier, json)]))
    }

    private struct Query: Decodable {
        let entryUUIDs: [String]?
        let logIndexes: [Int]?
        let entries: [TestRekorV1Request]?
    }

    /// `POST /api/v1/log/entries/retrieve`.
    private func retrieve(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let query = try JSONDecoder().decode(Query.self, from: Data(call.request.body))
        var items = try (query.entryUUIDs ?? []).map { try itemOfV1(named: $0) }
        items += try (query.entries ?? []).map { proposal in
            let (kind, content) = try proposal.content()
            return try itemOfV1(named: TestText.hex(TestLogBook.leafHash(of: content.body(kind).canonical)))
        }
        items += (query.logIndexes ?? []).map { itemOfV1(at: $0) }
        guard items.count <= 10 else { return .refusal(422, "more than max allowed 10 entries in request") }
        return TestHTTPResponse(
            .array(
                try items.compactMap(\.self).map { item in
                    let (identifier, json) = try answer(item, call)
                    return .object([.init(identifier, json)])
                }
            )
        )
    }

    /// `GET /api/v1/log`.
    private func stateOfV1() throws -> TestHTTPResponse {
        let log = instance.recipe.rekorV1[0]
        let tree = logs.withLock { $0[.rekorV1]?.tree } ?? TestLogTree()
        let root = tree.rootHash(size: tree.size)
        let key = TestNoteKey(log.host, log.instance.key, hashedWith: log.instance.digest)
        let head = try TestCheckpoint().make(
            by: key,
            origin: "\(log.host) - \(log.treeID)",
            root: root,
            size: Int64(tree.size)
        )
        return TestHTTPResponse([
            "inactiveShards": [], "rootHash": .string(TestText.hex(root)), "signedTreeHead": .string(head),
            "treeID": .string("\(log.treeID)"), "treeSize": .number("\(tree.size)"),
        ])
    }

    /// `GET /api/v1/log/proof`.
    private func consistencyOfV1(_ query: TestForm) -> TestHTTPResponse {
        let tree = logs.withLock { $0[.rekorV1]?.tree } ?? TestLogTree()
        guard let last = query["lastSize"].flatMap({ Int($0) }) else { return .refusal(422, "lastSize is required") }
        guard let first = Int(query["firstSize"] ?? "1"), 1...last ~= first else {
            return .refusal(400, "firstSize must be less than lastSize(\(last))")
        }
        guard last <= tree.size else {
            return .refusal(
                400,
                "the tree size requested(\(last)) was greater than what is currently observable(\(tree.size))"
            )
        }
        return TestHTTPResponse([
            "rootHash": .string(TestText.hex(tree.rootHash(size: tree.size))),
            "hashes": .array(tree.consistencyPath(from: first, to: last).map { .string(TestText.hex($0)) }),
        ])
    }

    /// `GET /api/v1/log/publicKey`.
    private func publicKeyOfV1() throws -> TestHTTPResponse {
        let pem = try instance.recipe.rekorV1[0].instance.key.publicKeyPEM()
        return TestHTTPResponse(contentType: "application/x-pem-file", Array(pem.utf8))
    }
}
