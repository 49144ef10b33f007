// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SystemFiles

struct KeyGenerate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a private key, and the public key that verifies what it signs.",
        discussion: """
            The private key is for you alone. On a terminal you are asked for a password that it is encrypted with. The \
            public key is for everybody who verifies. Neither replaces a file that is there.

            All tools for OMS signatures read p256, p384 and p521. Some read ed25519, and not all of those in the \
            same way. ml-dsa-65 and ml-dsa-87 withstand quantum computers, and only this tool reads them yet: sign with \
            another key as well ('model-signing help sign key').

            EXAMPLE
              model-signing key generate --output key.pem

              Without questions, in a script:
              model-signing key generate --type ml-dsa-65 --no-password --output key.pem
            """
    )

    @Option(help: "The kind of key.")
    var type: KeyType = .p256

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where the private key goes, in PEM (PKCS#8).", valueName: "file")
    )
    var output: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where the public key goes, in PEM; without this, the same name with .pub in the place of .pem.",
            valueName: "file"
        )
    )
    var publicKey: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The password to encrypt with.",
            discussion: "Without it you are asked on the terminal, which keeps it out of the list of processes."
        )
    )
    var password: String?

    @Flag(help: "Do not encrypt the private key.")
    var noPassword = false

    @OptionGroup var options: OutputOptions

    struct Result: Encodable {
        let privateKey: String
        let publicKey: String
        let isEncrypted: Bool
        let key: KeyReport
    }

    func validate() throws {
        if output.isEmpty || publicKey?.isEmpty == true { throw ValidationError("the path of a key is empty") }
        if noPassword, password != nil { throw ValidationError("--password and --no-password exclude each other") }
        if password?.isEmpty == true {
            throw ValidationError("an empty password hides nothing: give another, or --no-password")
        }
        if publicKeyPath == output {
            throw ValidationError("both keys would go to '\(output)': name another file with --public-key")
        }
    }

    func run() async throws {
        try await Outcome(command: "key-generate", output: options).report(generate) { result in
            let secret =
                result.isEncrypted ? "encrypted with your password" : "not encrypted: keep the file to yourself"
            return [
                "Made: \(KeyReport.article(result.key.algorithm)) key",
                "  private key  \(TerminalText.escaped(result.privateKey)) (\(secret))",
                "  public key   \(TerminalText.escaped(result.publicKey))",
                "  hint         \(result.key.hint)",
                "Sign with:",
                "  model-signing sign key --private-key \(ShellWord.quoted(result.privateKey)) "
                    + "--signature model.sig MODEL",
            ]
        }
    }

    private var publicKeyPath: String {
        publicKey ?? (output.hasSuffix(".pem") ? String(output.dropLast(4)) : output) + ".pub"
    }

    private func generate() async throws -> Result {
        for path in [output, publicKeyPath] where try KeyFile.exists(path) { throw KeyFile.isThere(path) }
        let secret = try chosenPassword()
        let key = try PrivateKey(generating: type.algorithm)
        let pem = try secret.map { try key.encryptedPEM(password: $0) } ?? key.pem
        try KeyFile.create(output, pem, readers: .owner)
        try KeyFile.create(publicKeyPath, key.publicKey.pem, readers: .everyone)
        return Result(
            privateKey: output,
            publicKey: publicKeyPath,
            isEncrypted: secret != nil,
            key: KeyReport(key.publicKey)
        )
    }

    /// The password, from the command line or a person; nil when there is neither.
    private func chosenPassword() throws -> [UInt8]? {
        if noPassword { return nil }
        if let password { return Array(password.utf8) }
        guard PasswordPrompt.isPossible else {
            options.logging.warn("there is no terminal to ask for a password on: the private key is not encrypted")
            return nil
        }
        return try PasswordPrompt.askForNew(for: output)
    }
}
