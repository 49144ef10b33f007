// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Keys and certificates as users make them, with the `openssl` program.
enum OpenSSL {
    static let program = Program.installed("openssl")
    static var isPresent: Bool { program != nil }
    static let absence: Comment = "openssl is not installed: it makes the keys of the command line's tests"

    static func run(_ arguments: [String], in folder: TemporaryFolder) throws {
        let program = try #require(program)
        let result = try program.run(arguments, in: folder.url)
        try #require(result.status == 0, "openssl \(arguments): \(result.error)")
    }

    /// Makes a private key that only its owner can read.
    static func makeKey(_ name: String, curve: String, in folder: TemporaryFolder) throws {
        try run(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(curve)", "-out", name], in: folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
    }
}

/// The keys of all suites: made once, only read afterwards.
final class Keys: Sendable {
    static let shared: Keys = {
        // A global is never released, and its folder would stay.
        atexit { if let folder = Keys.shared.folder { try? FileManager.default.removeItem(at: folder.url) } }
        return Keys()
    }()

    /// Looks like a flag with an underscore, which must reach the key untouched.
    static let password = "--a_b"

    let folder: TemporaryFolder?

    private init() {
        folder = try? TemporaryFolder()
        guard let folder else { return }
        do {
            try OpenSSL.makeKey("key.pem", curve: "P-256", in: folder)
            try OpenSSL.run(["pkey", "-in", "key.pem", "-pubout", "-out", "key.pub"], in: folder)
            try OpenSSL.makeKey("other.pem", curve: "P-384", in: folder)
            try OpenSSL.run(["pkey", "-in", "other.pem", "-pubout", "-out", "other.pub"], in: folder)
            let encryption = ["-topk8", "-v2", "aes-256-cbc", "-passout", "pass:\(Self.password)"]
            try OpenSSL.run(["pkcs8", "-in", "key.pem", "-out", "encrypted.pem"] + encryption, in: folder)
        } catch {
            Issue.record(error)
        }
    }

    private func path(_ name: String) -> String { folder?.path(name) ?? "/missing/\(name)" }
    var privateKey: String { path("key.pem") }
    var publicKey: String { path("key.pub") }
    var otherPublicKey: String { path("other.pub") }
    /// The private key again, encrypted with ``password``.
    var encryptedPrivateKey: String { path("encrypted.pem") }
}
