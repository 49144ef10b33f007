// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestSupport
import Testing

/// The built tool, run as a stranger would run it.
enum Tool {
    static let program = Program.built("model-signing")

    static func run(_ arguments: [String], in folder: URL? = nil) throws -> Program.Result {
        try program.run(arguments, in: folder)
    }

    static func signKey(_ model: String, to signature: String, _ more: String...) throws -> Program.Result {
        try run(["sign", "key", "--private-key", Keys.shared.privateKey, "--signature", signature, model] + more)
    }

    static func verifyKey(_ model: String, _ signature: String, _ more: String...) throws -> Program.Result {
        try run(["verify", "key", "--public-key", Keys.shared.publicKey, "--signature", signature, model] + more)
    }
}

/// A model of two files and a signature of it.
struct SignedModel {
    let folder: TemporaryFolder

    var model: String { folder.path("model") }
    var signature: String { folder.path("model.sig") }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["model/config.json": "{}", "model/weights/part.bin": "weights"])
        let result = try Tool.signKey(model, to: signature)
        try #require(result.status == 0, "\(result.error)")
    }
}

extension Program.Result {
    /// Standard output as the one JSON object that it must be.
    func json() throws -> JSONObject {
        guard case .object(let object) = try JSONValue(parsing: Array(output.utf8)) else {
            throw JSONShapeError(text: output)
        }
        return object
    }
}

struct JSONShapeError: Error {
    let text: String
}

extension JSONObject {
    func object(_ key: String) throws -> JSONObject {
        guard case .object(let object)? = self[key] else { throw JSONShapeError(text: "no object \(key)") }
        return object
    }

    func text(_ key: String) throws -> String {
        guard case .string(let text)? = self[key] else { throw JSONShapeError(text: "no string \(key)") }
        return text
    }

    func integer(_ key: String) throws -> Int64 {
        guard case .number(let number)? = self[key], let value = number.integralValue else {
            throw JSONShapeError(text: "no integer \(key)")
        }
        return value
    }

    func texts(_ key: String) throws -> [String] {
        guard case .array(let values)? = self[key] else { throw JSONShapeError(text: "no array \(key)") }
        return try values.map {
            guard case .string(let text) = $0 else { throw JSONShapeError(text: "not all strings in \(key)") }
            return text
        }
    }
}
