// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rekor's APIs, v1 and v2.
extension TestSigstoreDesk {
    /// `POST /api/v1/log/entries`.
    func logInV1(_ request: TestHTTPRequest) throws -> TestHTTPResponse {
        let (kind, content) = try JSONDecoder().decode(TestRekorV1Request.self, from: Data(request.body)).content()
        let (log, body) = (instance.recipe.rekorV1[0], try content.body(kind).canonical)
        let entry = try append(to: .rekorV1, body) { try log.add(body, kind: kind, $0) }
        guard let proof = entry.proof, let promise = entry.promise else { throw TestServiceError("no proof") }
        let tree = String(log.treeID, radix: 16)
        let leafHash = TestDigest.sha256.hash([0] + body)
        let identifier = String(repeating: "0", count: 16 - tree.count) + tree + TestText.hex(leafHash)
        let answer: TestJSON = [
            "body": .bytes(entry.body),
            "integratedTime": .number("\(entry.integratedTime ?? 0)"),
            "logID": .string(TestText.hex(entry.logID)),
            "logIndex": .number("\(entry.logIndex)"),
            "verification": [
                "inclusionProof": [
                    "checkpoint": .string(proof.checkpoint ?? ""),
                    "hashes": .array(proof.hashes.map { .string(TestText.hex($0)) }),
                    "logIndex": .number("\(proof.logIndex)"),
                    "rootHash": .string(TestText.hex(proof.rootHash)),
                    "treeSize": .number("\(proof.treeSize)"),
                ],
                "signedEntryTimestamp": .bytes(promise),
            ],
        ]
        var response = TestHTTPResponse(status: 201, .object([.init(identifier, answer)]))
        response.headers = ["ETag": identifier, "Location": "\(request.path)/\(identifier)"]
        return response
    }

    /// `GET /api/v1/log/publicKey`.
    var publicKeyOfV1: TestHTTPResponse {
        get throws {
            let pem = try instance.recipe.rekorV1[0].instance.key.publicKeyPEM()
            return TestHTTPResponse(contentType: "application/x-pem-file", Array(pem.utf8))
        }
    }

    /// `POST /api/v2/log/entries`: answers once the entry is in the tree.
    func logInV2(_ request: TestHTTPRequest) throws -> TestHTTPResponse {
        let content = try JSONDecoder().decode(TestRekorV2Request.self, from: Data(request.body)).content()
        let (log, body) = (instance.recipe.rekorV2[0], try content.body(.hashedrekordV2).canonical)
        let entry = try append(to: .rekorV2, body) { try log.add(body, kind: .hashedrekordV2, $0) }
        return TestHTTPResponse(status: 201, entry.json)
    }
}
