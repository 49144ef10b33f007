// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@main
enum Main {
    static func main() async {
        do {
            var command = try parse(Array(CommandLine.arguments.dropFirst()))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as ReportedFailure {
            exit(failure.status.rawValue)
        } catch {
            exit(report(error, of: Array(CommandLine.arguments.dropFirst())).rawValue)
        }
    }

    /// Parses; when that fails, once more with harmless arguments, for the parser quotes them in its messages.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        let arguments = try Arguments.normalized(arguments)
        do {
            return try ModelSigningTool.parseAsRoot(arguments)
        } catch {
            _ = try ModelSigningTool.parseAsRoot(arguments.map(TerminalText.escaped))
            throw error
        }
    }

    /// Prints what the argument parser has to say, or an error that no command reported.
    private static func report(_ error: any Error, of arguments: [String]) -> ExitStatus {
        let parserCode = ModelSigningTool.exitCode(for: error)
        if parserCode == .success {
            guard Console.write(ModelSigningTool.fullMessage(for: error) + "\n", to: .output) else {
                return .signatureFailed
            }
            return Arguments.askOnlyForHelp(arguments) ? .success : .usage
        }
        if parserCode == .validationFailure {
            var message = ModelSigningTool.fullMessage(for: error)
            if message.hasPrefix("Error: ") { message = "error: " + message.dropFirst(7) }
            Console.write(TerminalText.escapingLines(message) + "\n", to: .error)
            return .usage
        }
        let status = ExitStatus(for: error)
        Console.write("error: " + TerminalText.escaped("\(error)") + "\n", to: .error)
        return status
    }
}
