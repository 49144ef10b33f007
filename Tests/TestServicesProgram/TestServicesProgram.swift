// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import TestServices

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Serves a Sigstore instance on the loopback interface until it is told to stop.
@main struct TestServicesProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-services",
        abstract: "Serves a Sigstore instance on 127.0.0.1, for tests: nobody should ever trust what it signs.",
        discussion: """
            Prints four lines, and then serves until SIGTERM or SIGINT:
              the path of trust_config.json, a ClientTrustConfig,
              the path of token.txt, an identity token that is good for twelve hours,
              the identity, and the issuer that the token stands for.

            In the same folder, which goes when the services do:
              trusted_root.json, signing_config.json
              trust_config.rekor-v1.json, signing_config.rekor-v1.json, and the same for rekor-v2
              root.json, tuf_url.txt   the first root and the URL of the TUF repository
              identity.txt, issuer.txt

            All keys follow from their names, but that of the identity provider: everybody has them.
            """
    )

    enum Log: String, CaseIterable, ExpressibleByArgument {
        case v1, v2, both

        var logs: [TestEntry.Log] {
            switch self {
            case .v1: [.rekorV1]
            case .v2: [.rekorV2]
            case .both: [.rekorV2, .rekorV1]
            }
        }
    }

    /// `SERVICE=FAULT`.
    struct Fault: ExpressibleByArgument {
        let service: TestService
        let fault: TestServiceFault

        init?(argument: String) {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let service = TestService(rawValue: parts[0]),
                let fault = TestServiceFault(parts[1])
            else { return nil }
            (self.service, self.fault) = (service, fault)
        }
    }

    /// In seconds.
    private static let tokenLifetime: TimeInterval = 12 * 3600

    @Option(help: "Where to write the files; a new folder of its own unless given. It must not exist.")
    var folder: String?

    @Option(help: "The port of 127.0.0.1; any that is free unless given.")
    var port: UInt16 = 0

    @Option(help: "Whom the token stands for: an email address or a URI.")
    var identity = "signer@example.com"

    @Option(help: "Which logs trust_config.json and the TUF repository name.")
    var rekor = Log.both

    @Option(help: "A fault: SERVICE=FAULT, such as rekor-v2=down, fulcio=status:503 or timestamps=clock:601.")
    var fault: [Fault] = []

    @Flag(help: "Have Fulcio answer with an SCT beside the certificate.")
    var detachedSCT = false

    @Flag(help: "Have the user of the identity provider refuse.")
    var deny = false

    @Flag(help: "Print to standard error what was asked and answered, and how long each answer took.")
    var verbose = false

    func run() throws {
        // Before there is any thread, so that none of them takes the signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        let identity = TestIdentity(identity)
        let user = TestUser(identity, consents: !deny)
        let server = try TestSigstoreServer(user: user, port: port, observe: verbose ? Self.report : nil) { Date() }
        server.desk.detachesSCT = detachedSCT
        server.desk.logsInRepository = rekor.logs
        server.desk.keepsRequests = false
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(server, identity, to: folder)
        for item in fault { server.desk.fail(item.service, item.fault) }
        let lines = [
            folder.appending(path: "trust_config.json").path(percentEncoded: false),
            folder.appending(path: "token.txt").path(percentEncoded: false),
            identity.name, server.url,
        ]
        try FileHandle.standardOutput.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
        withExtendedLifetime(server) {
            var signal: Int32 = 0
            while sigwait(&signals, &signal) != 0 {}
        }
    }

    @Sendable private static func report(_ answer: String, _ duration: Duration) {
        let line = "\(answer) in \(duration / .milliseconds(1)) ms\n"
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }

    private func makeFolder() throws -> URL {
        let new = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "test-services-\(UUID().uuidString)")
        let url = folder.map { URL(filePath: $0).absoluteURL } ?? new
        let parent = url.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        return url
    }

    private func write(_ server: TestSigstoreServer, _ identity: TestIdentity, to folder: URL) throws {
        var token = server.token(identity)
        token.lifetime = Self.tokenLifetime
        // A public suite decodes the claims as base64, not base64url: they are to be the same.
        var number = 0
        while try token.text.split(separator: ".")[1].contains(where: "-_".contains) {
            number += 1
            token.claims = { [number] in $0["jti"] = .string("\(number)") }
        }
        let desk = server.desk
        var files = [
            "trust_config.json": try desk.clientTrustConfig(rekor.logs, at: server.url).written,
            "signing_config.json": desk.signingConfig(rekor.logs, at: server.url).written,
            "trusted_root.json": try desk.trustedRoot().written, "token.txt": Array(try token.text.utf8),
            "identity.txt": Array(identity.name.utf8), "issuer.txt": Array(server.url.utf8),
            "root.json": try server.tufFiles()["1.root.json"] ?? [], "tuf_url.txt": Array(server.tufURL.utf8),
        ]
        for log in [Log.v1, .v2] {
            files["trust_config.rekor-\(log).json"] = try desk.clientTrustConfig(log.logs, at: server.url).written
            files["signing_config.rekor-\(log).json"] = desk.signingConfig(log.logs, at: server.url).written
        }
        for (name, bytes) in files {
            let path = folder.appending(path: name).path(percentEncoded: false)
            guard
                FileManager.default.createFile(
                    atPath: path,
                    contents: Data(bytes),
                    attributes: [.posixPermissions: name == "token.txt" ? 0o600 : 0o644]
                )
            else { throw ValidationError("'\(path)' cannot be written") }
        }
    }
}
