// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning

/// Runs a command's work and reports how it ended, in the format asked for.
struct Outcome {
    let command: String
    let output: OutputOptions

    /// Runs `work` and prints its result; prints a failure and throws ``ReportedFailure`` for it.
    func report<Result: Encodable>(
        _ work: () async throws -> Result,
        _ text: (Result) -> [String]
    ) async throws {
        do {
            let result = try await work()
            switch output.format {
            case .json: try JSONReport(command, result: result).write()
            case .text: try Self.write(text(result).map { $0 + "\n" }.joined())
            }
        } catch {
            let status = ExitStatus(for: error)
            switch output.format {
            case .json: try JSONReport<NoResult>(command, failure: error, status: status).write()
            case .text: FailureText.write(error)
            }
            throw ReportedFailure(status: status)
        }
    }

    /// A result that nobody can read is no success.
    static func write(_ text: String) throws {
        guard Console.write(text, to: .output) else {
            throw UsageError("the result could not be written to standard output", status: .signatureFailed)
        }
    }
}
