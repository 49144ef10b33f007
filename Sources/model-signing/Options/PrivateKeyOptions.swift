// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A private key in a file, and how to get at it.
struct PrivateKeyOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The private key, in PEM: P-256, P-384, P-521, Ed25519, RSA or ML-DSA.", valueName: "file")
    )
    var privateKey: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The password of an encrypted private key.",
            discussion: "Without it you are asked on the terminal, which keeps it out of the list of processes."
        )
    )
    var password: String?

    /// Reads the key, asking for its password if it needs one.
    func load(_ logging: LoggingOptions) throws -> PrivateKey {
        let pem = try InputFile.read(privateKey, describedAs: "private key")
        let key = try InputFile.naming(privateKey) {
            try PrivateKey(pem: pem) { try password.map { Array($0.utf8) } ?? PasswordPrompt.ask(for: privateKey) }
        }
        warnIfOthersCanRead(logging)
        return key
    }

    private func warnIfOthersCanRead(_ logging: LoggingOptions) {
        var raw = stat()
        guard stat(privateKey, &raw) == 0, raw.st_mode & mode_t(S_IRGRP | S_IROTH) != 0,
            raw.st_mode & mode_t(S_IFMT) == mode_t(S_IFREG)
        else { return }
        logging.warn("the private key '\(privateKey)' can be read by other users: chmod 600 keeps it yours")
    }
}
