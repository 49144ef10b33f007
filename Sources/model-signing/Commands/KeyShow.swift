// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import SignatureKeys

struct KeyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what kind of key a file holds, and by which names signatures and people know it.",
        discussion: """
            The file holds a public key, a private key or a certificate, in PEM. Nothing secret is shown.

            EXAMPLE
              model-signing key show key.pub
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The password of an encrypted private key.",
            discussion: "Without it you are asked on the terminal, which keeps it out of the list of processes."
        )
    )
    var password: String?

    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    enum Kind: String, Encodable {
        case publicKey, privateKey, certificate

        var text: String {
            switch self {
            case .publicKey: "public key"
            case .privateKey: "private key"
            case .certificate: "key of a certificate"
            }
        }
    }

    struct Result: Encodable {
        let file: String
        let kind: Kind
        let key: KeyReport
    }

    func validate() throws {
        if file.isEmpty { throw ValidationError("the file's path is empty") }
    }

    func run() async throws {
        try await Outcome(command: "key-show", output: output).report(show) { result in
            [
                "'\(TerminalText.escaped(result.file))': \(result.kind.text), \(result.key.algorithm)",
                "  hint         \(result.key.hint)",
                "  fingerprint  \(result.key.fingerprint)",
            ]
        }
    }

    private func show() async throws -> Result {
        let pem = try InputFile.read(file, describedAs: "key")
        return try InputFile.naming(file) {
            let labels = try PEMBlock.parse(pem).map(\.label)
            if labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }) {
                let key = try PrivateKey(pem: pem) {
                    try password.map { Array($0.utf8) } ?? PasswordPrompt.ask(for: file)
                }
                return Result(file: file, kind: .privateKey, key: KeyReport(key.publicKey))
            }
            if !labels.contains(where: { $0.hasSuffix("PUBLIC KEY") }),
                let certificate = labels.isEmpty ? nil : try X509Certificate.parse(pem: pem).first
            {
                return Result(file: file, kind: .certificate, key: KeyReport(try certificate.publicKey()))
            }
            return Result(file: file, kind: .publicKey, key: KeyReport(try PublicKey(pem: pem)))
        }
    }
}
