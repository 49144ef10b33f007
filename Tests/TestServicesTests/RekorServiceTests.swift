// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import TestServices
import Testing

@Suite struct RekorServiceTests {
    private static let artifact = Array("an artifact".utf8)

    @Test func `Rekor v1 has an entry once, and tells where it is`() async throws {
        let client = Client(try TestSigstoreDesk())
        let signature = try client.key.sign(Self.artifact)
        let first = try await client.logInV1(Self.artifact, signature: signature)
        #expect(first.status == 201)
        let name = try #require(first.json.keys.first)
        let second = try await client.logInV1(Self.artifact, signature: signature)
        #expect(second.status == 409)
        #expect(
            second.message == "an equivalent entry already exists in the transparency log with UUID \(name)"
        )
        let location = try #require(second.fields[.location])
        #expect(location == "/api/v1/log/entries/\(name)")
        for path in [location, "/api/v1/log/entries/\(name.suffix(64))", "/api/v1/log/entries?logIndex=1003"] {
            let found = try await client.send(.get, path)
            #expect(found.status == 200)
            #expect(Self.body(of: found, name) == Self.body(of: first, name))
        }
        let query = Array(#"{"entryUUIDs":["\#(name)"],"logIndexes":[1003,9999]}"#.utf8)
        let found = try await client.send(.post, "/api/v1/log/entries/retrieve", query)
        #expect((try JSONSerialization.jsonObject(with: Data(found.body)) as? [Any])?.count == 2)
    }

    private static func body(of answer: Client.Answer, _ name: String) -> String? {
        (answer.json[name] as? [String: Any])?["body"] as? String
    }

    @Test(arguments: ["/api/v1/log/entries/" + String(repeating: "0", count: 64), "/api/v1/log/entries?logIndex=1"])
    func `Rekor v1 does not know other entries`(_ path: String) async throws {
        #expect(try await Client(try TestSigstoreDesk()).send(.get, path).status == 404)
    }

    @Test func `no log takes a signature that is not good`() async throws {
        let client = Client(try TestSigstoreDesk())
        let other = try client.key.sign(Array("another artifact".utf8))
        let v1 = try await client.logInV1(Self.artifact, signature: other)
        #expect(v1.status == 400)
        #expect(v1.message.hasPrefix("error processing entry: "))
        let v2 = try await client.logInV2(Self.artifact, signature: other)
        #expect(v2.status == 400)
        #expect(v2.message == "invalid hashedrekord request")
    }

    @Test func `Rekor v2 takes no key under another name, and no envelopes`() async throws {
        let client = Client(try TestSigstoreDesk())
        let wrong = try await client.logInV2(Self.artifact, details: "PKIX_ECDSA_P384_SHA_384")
        #expect(wrong.message == "invalid hashedrekord request")
        let envelope = try await client.send(.post, "/api/v2/log/entries", Array(#"{"dsseRequestV002":{}}"#.utf8))
        #expect(envelope.status == 400)
        #expect(envelope.message == "invalid type, must be hashedrekord")
    }

    @Test func `Rekor v2 reads protobuf JSON strictly`() async throws {
        let client = Client(try TestSigstoreDesk())
        let unknown = try await client.send(
            .post,
            "/api/v2/log/entries",
            Array(#"{"hashedRekordRequestV002":{"x":1}}"#.utf8)
        )
        #expect(unknown.status == 400)
        #expect(unknown.message.contains(#"unknown field "x""#))
        let none = try await client.send(.post, "/api/v2/log/entries", Array("{".utf8))
        #expect(none.status == 400)
        #expect(none.json["code"] as? Int == 3)
        let desk = client.desk
        _ = try await client.logInV2(Self.artifact)
        let body = String(decoding: try #require(desk.bodies(of: "/api/v2/log/entries").last), as: UTF8.self)
        let snake = body.replacing("hashedRekordRequestV002", with: "hashed_rekord_request_v002")
            .replacing("publicKey", with: "public_key").replacing("keyDetails", with: "key_details")
            .replacing("rawBytes", with: "raw_bytes")
        // The same entry, which is there already.
        #expect(try await client.send(.post, "/api/v2/log/entries", Array(snake.utf8)).status == 409)
    }

    @Test func `Rekor v2 has an entry once, and its tiles have it`() async throws {
        let client = Client(try TestSigstoreDesk())
        let signature = try client.key.sign(Self.artifact)
        let first = try await client.logInV2(Self.artifact, signature: signature)
        #expect(first.status == 201)
        let second = try await client.logInV2(Self.artifact, signature: signature)
        #expect(second.status == 409)
        #expect(second.json["code"] as? Int == 6)
        #expect(second.fields[try #require(HTTPField.Name("x-log-index"))] == "3")

        let body = try #require(Data(base64Encoded: first.json["canonicalizedBody"] as? String ?? ""))
        let bundle = try await client.send(.get, "/api/v2/tile/entries/000.p/4")
        #expect(Data(bundle.body).firstRange(of: body) != nil)
        var (tree, rest) = (TestLogTree(), bundle.body[...])
        while let high = rest.popFirst(), let low = rest.popFirst() {
            let count = Int(high) << 8 | Int(low)
            _ = tree.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        let checkpoint = try await client.send(.get, "/api/v2/checkpoint")
        let lines = String(decoding: checkpoint.body, as: UTF8.self).split(separator: "\n")
        #expect(lines[1] == "4")
        #expect(lines[2] == TestText.base64(tree.rootHash(size: 4)))
        #expect(try await client.send(.get, "/api/v2/tile/0/000.p/4").body.count == 4 * 32)
        for path in ["0/000", "0/000.p/5", "1/000.p/1", "0/x000/000.p/256", "entries/001.p/1", "0/000.p/0", "x/000"] {
            #expect(try await client.send(.get, "/api/v2/tile/\(path)").status == 404)
        }
    }

    @Test func `fifty clients at once get fifty places in the log`() async throws {
        let client = Client(try TestSigstoreDesk())
        let indices = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await client.logInV2(Array("artifact \(number)".utf8)).json["logIndex"] as? String
                }
            }
            return try await group.reduce(into: Set<String>()) { set, index in
                if let index { set.insert(index) }
            }
        }
        #expect(indices == Set((3..<53).map { "\($0)" }))
    }
}
