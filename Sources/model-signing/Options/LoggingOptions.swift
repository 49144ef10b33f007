// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys

/// How much is said on standard error.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case debug, info, warning, error, critical

    init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

/// Options of every command, and of the root before them.
struct LoggingOptions: ParsableArguments {
    @Option(help: "What to report on standard error: warnings are silent from 'error' on.")
    var logLevel: LogLevel?

    func warn(_ message: String) {
        switch logLevel ?? .info {
        case .debug, .info, .warning:
            Console.write("warning: " + TerminalText.escaped(message) + "\n", to: .error)
        case .error, .critical:
            break
        }
    }

    /// Warns of a signature that the other tools for OMS do not verify.
    func warnIfFewRead(_ algorithm: SignatureAlgorithm) {
        switch algorithm {
        case .mlDSA65, .mlDSA87:
            warn("only this tool verifies signatures with \(algorithm) yet: sign with another kind of key as well")
        default: break
        }
    }

    func warn(notCovered paths: [String]) {
        for path in paths { warn("'\(path)' is not covered: a manifest of shards has no place for empty files") }
    }
}
