// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// OpenSSL's own server, on a port of its own of the loopback interface, with a certificate of an authority of its own.
final class TestTLSServer {
    static let openSSL = Program.installed("openssl")

    let port: UInt16
    /// The PEM file of the authority.
    let authority: String
    private let process = Process()
    /// The shell around the server stops it at the first line, or when whoever runs this is gone.
    private let input = Pipe()
    private let folder: TemporaryFolder

    /// - Parameter names: The certificate's, as OpenSSL writes them: `IP:127.0.0.1,DNS:localhost`.
    init(names: String = "IP:127.0.0.1,DNS:localhost", validDays: Int = 2, folder: TemporaryFolder) throws {
        guard let program = Self.openSSL else { throw Failure("no openssl") }
        self.folder = folder
        authority = folder.path("authority.pem")
        try folder.write(["leaf.cnf": "subjectAltName=\(names)\nextendedKeyUsage=serverAuth\n"])
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        let commands = [
            [
                "req", "-x509", "-days", "2", "-subj", "/CN=Test authority", "-keyout", "authority.key", "-out",
                "authority.pem",
            ] + key,
            ["req", "-new", "-subj", "/CN=Test server", "-keyout", "leaf.key", "-out", "leaf.csr"] + key,
            [
                "x509", "-req", "-in", "leaf.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
                "-days", "\(validDays)", "-extfile", "leaf.cnf", "-out", "leaf.pem",
            ],
        ]
        for command in commands {
            let result = try program.run(command, in: folder.url)
            guard result.status == 0 else { throw Failure(result.error) }
        }
        let output = Pipe()
        let command = "s_server -accept 127.0.0.1:0 -cert leaf.pem -key leaf.key -www"
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(program.url.path)' \(command) & read line; kill -9 $!"]
        process.currentDirectoryURL = folder.url
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var printed = ""
        while true {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure("no port in '\(printed)'") }
            printed += String(decoding: data, as: UTF8.self)
            let accept = printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first {
                $0.hasPrefix("ACCEPT")
            }
            if let port = accept?.split(separator: ":").last.flatMap({ UInt16($0) }) {
                self.port = port
                return
            }
        }
    }

    deinit {
        try? input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        process.waitUntilExit()
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}
