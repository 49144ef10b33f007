// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON that commands print with `--format json`: one object, described in the documentation's "JSON output".
///
/// `schema` names command and version of the shape; fields may be added to a version and never change in it.
struct JSONReport<Result: Encodable>: Encodable {
    struct Failure: Encodable {
        let message: String
        let difference: ManifestDifference?
    }

    let schema: String
    let status: Int32
    let result: Result?
    let error: Failure?

    init(_ command: String, result: Result) {
        (schema, status, self.result, error) = (Self.schema(command), ExitStatus.success.rawValue, result, nil)
    }

    init(_ command: String, failure: any Error, status: ExitStatus) {
        (schema, self.status, result) = (Self.schema(command), status.rawValue, nil)
        error = Failure(message: "\(failure)", difference: (failure as? ModelSigningError)?.difference)
    }

    private static func schema(_ command: String) -> String { "model-signing/\(command)/v1" }

    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        try Outcome.write(TerminalText.escapedJSON(text) + "\n")
    }
}

/// The result of a command that failed.
struct NoResult: Encodable {}
