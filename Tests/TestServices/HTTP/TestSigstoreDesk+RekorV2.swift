// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Rekor's API, v2, and the tiles of its log (C2SP tlog-tiles).
extension TestSigstoreDesk {
    func answerAsRekorV2(_ call: TestServiceCall) throws -> TestHTTPResponse {
        switch (call.request.method, call.request.path) {
        case ("POST", "/api/v2/log/entries"): try logInV2(call)
        case ("GET", "/api/v2/checkpoint"): try checkpointOfV2(call)
        case ("GET", let path) where path.hasPrefix("/api/v2/tile/"):
            tile(path.dropFirst("/api/v2/tile/".utf8.count)) ?? .refusal(404, "no such tile")
        default: .refusal(grpc: 5, "Not Found")
        }
    }

    /// `POST /api/v2/log/entries`: answers once the entry is in the tree.
    private func logInV2(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let request = try TestRekorV2Request(parsing: call.request.body)
        guard request.isHashedRekord else {
            return .refusal(grpc: 3, "invalid type, must be hashedrekord")
        }
        let body: [UInt8]
        let kind: TestEntry.Kind
        do {
            (body, kind) = try self.body(request.content(), .hashedrekordV2, call)
        } catch {
            return .refusal(grpc: 3, "invalid hashedrekord request")
        }
        switch try add(body, kind, to: .rekorV2, call) {
        case .old(let index):
            let reason = "an equivalent entry already exists in the transparency log with index \(index)"
            var response = TestHTTPResponse.refusal(grpc: 6, reason)
            response.headers["x-log-index"] = "\(index)"
            return response
        case .new(let item):
            var recipe = recipe(.rekorV2, item, call)
            var log = instance.recipe.rekorV2[0]
            if call.fault == .otherLog {
                (log, recipe) = (try other(at: call.date).recipe.rekorV2[0], TestEntry(.rekorV2))
            }
            var json = try log.add(item.body, kind: item.kind, recipe).json
            // The original writes fields that have no value too.
            json["integratedTime"] = "0"
            json["inclusionPromise"] = .null
            if json["inclusionProof"] == nil { json["inclusionProof"] = .null }
            return TestHTTPResponse(status: 201, json)
        }
    }

    /// `GET /api/v2/checkpoint`.
    private func checkpointOfV2(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let log = instance.recipe.rekorV2[0]
        let tree = logs.withLock { $0[.rekorV2]?.tree } ?? TestLogTree()
        let size = call.fault == .staleCheckpoint ? tree.size - 1 : tree.size
        var checkpoint = TestCheckpoint()
        if call.fault == .wrongCheckpointSignature { checkpoint.signature = { $0[$0.count - 1] ^= 1 } }
        let note = try checkpoint.make(
            by: TestNoteKey(log.host, log.instance.key, hashedWith: log.instance.digest),
            origin: log.host,
            root: tree.rootHash(size: size),
            size: Int64(size)
        )
        return TestHTTPResponse(contentType: "text/plain; charset=utf-8", Array(note.utf8))
    }

    /// `<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]`; `nil` where there is no such tile yet.
    private func tile(_ path: Substring) -> TestHTTPResponse? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2 else { return nil }
        let kind = parts.removeFirst()
        var width = 256
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let number = Int(parts.removeLast()), 1..<256 ~= number else { return nil }
            width = number
            parts[parts.count - 1].removeLast(2)
        }
        // Three digits an element, with an x before all but the last.
        var index = 0
        for (position, part) in parts.enumerated() {
            let digits = position < parts.count - 1 ? part.dropFirst() : part
            guard digits.utf8.count == 3, position == parts.count - 1 || part.hasPrefix("x"), let number = Int(digits),
                parts.count <= 5
            else { return nil }
            index = index * 1000 + number
        }
        let tree = logs.withLock { $0[.rekorV2]?.tree } ?? TestLogTree()
        var content: [UInt8]?
        if kind == "entries" {
            let range = index * 256..<index * 256 + width
            if range.upperBound <= tree.size {
                content = tree.entries[range].flatMap { [UInt8($0.count >> 8 & 0xff), UInt8($0.count & 0xff)] + $0 }
            }
        } else if let level = Int(kind), 0...63 ~= level {
            content = tree.tile(level: level, index: index, width: width)?.flatMap(\.self)
        }
        return content.map { TestHTTPResponse(contentType: "application/octet-stream", $0) }
    }
}
