// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct JSONOutputTests {
    private func expect(
        _ result: Program.Result,
        _ schema: String,
        status: Int32,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> JSONObject {
        let object = try result.json()
        #expect(result.status == status, sourceLocation: sourceLocation)
        #expect(try object.text("schema") == "model-signing/\(schema)/v1", sourceLocation: sourceLocation)
        guard case .number(let number)? = object["status"] else { throw JSONShapeError(text: result.output) }
        #expect(number.literal == "\(status)", sourceLocation: sourceLocation)
        #expect((object["result"] != nil) == (status == 0), sourceLocation: sourceLocation)
        #expect((object["error"] != nil) == (status != 0), sourceLocation: sourceLocation)
        #expect(result.error.isEmpty, sourceLocation: sourceLocation)
        return object
    }

    @Test func `sign, verify and digest agree on the root digest`() throws {
        let signed = try SignedModel()
        let json = ["--format", "json"]
        let signing = try expect(Tool.signKey(signed.model, to: signed.signature, "--format=json"), "sign", status: 0)
        let verifying = try expect(
            Tool.verifyKey(signed.model, signed.signature, "--format", "json"),
            "verify",
            status: 0
        )
        let digest = try expect(Tool.run(["digest", signed.model] + json), "digest", status: 0)
        let roots = try [signing, verifying, digest].map { try $0.object("result").text("rootDigest") }
        #expect(Set(roots).count == 1)
        #expect(roots[0].wholeMatch(of: /sha256:[0-9a-f]{64}/) != nil)
    }

    @Test func `a failure of any command is an object on standard output, and nothing else`() throws {
        let signed = try SignedModel()
        let json = ["--format", "json"]
        _ = try expect(Tool.run(["digest", signed.folder.path("missing")] + json), "digest", status: 2)
        _ = try expect(Tool.signKey(signed.model, to: "/missing/model.sig", "--format", "json"), "sign", status: 1)
        _ = try expect(Tool.verifyKey(signed.model, "/missing/model.sig", "--format", "json"), "verify", status: 4)
        let missingKey = ["--public-key", "/missing/key", "--signature", signed.signature, signed.model]
        _ = try expect(Tool.run(["verify", "key"] + missingKey + json), "verify", status: 2)
        let otherKey = ["--public-key", Keys.shared.otherPublicKey, "--signature", signed.signature, signed.model]
        _ = try expect(Tool.run(["verify", "key"] + otherKey + json), "verify", status: 1)
    }

    @Test func `a difference names every file, and changed ones with both digests`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["model/config.json": "{ }", "model/extra": ""])
        try FileManager.default.removeItem(atPath: signed.folder.path("model/weights/part.bin"))
        let result = try Tool.verifyKey(signed.model, signed.signature, "--format", "json")
        let difference = try expect(result, "verify", status: 3).object("error").object("difference")
        #expect(try difference.texts("missing") == ["weights/part.bin"])
        #expect(try difference.texts("unsigned") == ["extra"])
        guard case .array(let changed)? = difference["changed"], case .object(let file)? = changed.first else {
            throw JSONShapeError(text: result.output)
        }
        #expect(changed.count == 1)
        #expect(try file.text("name") == "config.json")
        for key in ["expected", "found"] { #expect(try file.text(key).wholeMatch(of: /[0-9a-f]{64}/) != nil) }
    }
}

extension JSONObject {
    /// Every string in the object, however deep.
    var strings: [String] { members.flatMap { Self.strings(in: $0.value) } }

    private static func strings(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.flatMap(strings(in:))
        case .object(let object): object.strings
        default: []
        }
    }
}
