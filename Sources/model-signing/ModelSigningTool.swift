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

/// The root command.
struct ModelSigningTool: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "model-signing",
        abstract: "Sign machine-learning models, and find out whether one is what was signed.",
        discussion: """
            The format is OpenSSF Model Signing (OMS) v1.0. Flags may be spelled with underscores as well.

            EXAMPLES
              model-signing demo
              model-signing sign key --private-key key.pem --signature model.sig MODEL
              model-signing verify key --public-key key.pub --signature model.sig MODEL

            EXIT STATUS
              0   verified, or done
              1   the signature or the trust in its signer failed
              2   wrong usage
              3   the model differs from what was signed
              4   there is no signature file, or it is not one
              5   a network service failed
              70  a fault of this tool
            """,
        version: version,
        subcommands: [Sign.self, Verify.self, Digest.self, Demo.self]
    )

    @OptionGroup var logging: LoggingOptions

    func run() throws {
        throw ValidationError("a command is missing: sign, verify, digest or demo")
    }
}

@main
enum Main {
    static func main() async {
        let arguments = Arguments.normalized(Array(CommandLine.arguments.dropFirst()))
        do {
            var command = try ModelSigningTool.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as ReportedFailure {
            exit(failure.status.rawValue)
        } catch {
            exit(report(error).rawValue)
        }
    }

    /// Prints what the argument parser has to say, or an error that no command reported.
    private static func report(_ error: any Error) -> ExitStatus {
        let parserCode = ModelSigningTool.exitCode(for: error)
        if parserCode == .success {
            Console.write(ModelSigningTool.fullMessage(for: error) + "\n", to: .output)
            return .success
        }
        if parserCode == .validationFailure {
            Console.write(TerminalText.escapingLines(ModelSigningTool.fullMessage(for: error)) + "\n", to: .error)
            return .usage
        }
        let status = ExitStatus(for: error)
        Console.write("error: " + TerminalText.escaped("\(error)") + "\n", to: .error)
        return status
    }
}
