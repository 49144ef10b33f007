// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import HTTPTypes
import TestServices
import TestSupport
import Testing

@Suite(.enabled(if: TestTLSServer.openSSL != nil)) struct SecurityTests {
    private static func get(_ authority: String, over transport: any Transport) async throws -> Reply {
        let request = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/")
        return try await transport.exchange(request, body: [], limits: ExchangeLimits())
    }

    @Test(arguments: Implementation.allCases)
    func `trusts no server whose authority nobody named`(_ implementation: Implementation) async throws {
        let server = try TestTLSServer(folder: TemporaryFolder())
        try await implementation.run { transport in
            let error = await expect(.untrustedServer) {
                try await Self.get("127.0.0.1:\(server.port)", over: transport)
            }
            #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        }
    }

    @Test func `trusts a server whose authority a file names`() async throws {
        let folder = try TemporaryFolder()
        let server = try TestTLSServer(folder: folder)
        for authorities in [
            .file(server.authority), ServerAuthorities(environment: ["SSL_CERT_FILE": server.authority]),
        ] {
            try await NIOTransport.withTransport(authorities: authorities) { transport in
                for name in ["127.0.0.1", "localhost"] {
                    let reply = try await Self.get("\(name):\(server.port)", over: transport)
                    #expect(reply.status == .ok)
                }
            }
        }
    }

    @Test func `trusts a server whose authority lies in a folder`() async throws {
        let folder = try TemporaryFolder()
        let server = try TestTLSServer(folder: folder)
        let pem = try String(contentsOfFile: server.authority, encoding: .utf8)
        try folder.write(["certificates/0a1b2c3d.0": pem, "certificates/README": "nothing", "other/authority.pem": pem])
        let path = folder.path("certificates")
        for authorities in [.folders([path]), ServerAuthorities(environment: ["SSL_CERT_DIR": "\(path):\(path)"])] {
            try await NIOTransport.withTransport(authorities: authorities) { transport in
                let reply = try await Self.get("127.0.0.1:\(server.port)", over: transport)
                #expect(reply.status == .ok)
            }
        }
        for paths in [[folder.path("other")], [folder.path("missing")], []] {
            let error = #expect(throws: TransportError.self) { try NIOTransport(authorities: .folders(paths)) }
            #expect(error?.code == .unreadableAuthorities)
        }
    }

    @Test func `trusts the authorities of a file instead of the system's`() async throws {
        let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
        let (server, other) = (try TestTLSServer(folder: one), try TestTLSServer(folder: two))
        try await NIOTransport.withTransport(authorities: .file(other.authority)) { transport in
            await expect(.untrustedServer) { try await Self.get("127.0.0.1:\(server.port)", over: transport) }
        }
    }

    @Test func `trusts no certificate for another name`() async throws {
        let server = try TestTLSServer(names: "DNS:one.example", folder: TemporaryFolder())
        try await NIOTransport.withTransport(authorities: .file(server.authority)) { transport in
            for name in ["127.0.0.1", "localhost"] {
                await expect(.untrustedServer) { try await Self.get("\(name):\(server.port)", over: transport) }
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func `says that a server does not speak TLS`(_ implementation: Implementation) async throws {
        let server = try TestHTTPServer(answering: .text())
        try await implementation.run { transport in
            await expect(.untrustedServer) { try await Self.get("127.0.0.1:\(server.port)", over: transport) }
        }
    }

    @Test(arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `refuses a file without authorities`(_ content: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(["authorities.pem": content])
        let error = #expect(throws: TransportError.self) {
            try NIOTransport(authorities: .file(folder.path("authorities.pem")))
        }
        #expect(error?.code == .unreadableAuthorities)
        let text = error?.description ?? ""
        #expect(text.contains("authorities.pem"))
    }

    @Test func `refuses a file of authorities that cannot be read`() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path("missing"), folder.path(""), "\0"] {
            let error = #expect(throws: TransportError.self) { try NIOTransport(authorities: .file(path)) }
            #expect(error?.code == .unreadableAuthorities)
        }
    }

    @Test func `takes authorities from the environment as OpenSSL does`() {
        #expect(ServerAuthorities(environment: [:]) == .system)
        #expect(ServerAuthorities(environment: ["SSL_CERT_FILE": "", "SSL_CERT_DIR": ""]) == .system)
        #expect(ServerAuthorities(environment: ["SSL_CERT_FILE": "a", "SSL_CERT_DIR": "b"]) == .file("a"))
        #expect(ServerAuthorities(environment: ["SSL_CERT_DIR": "a:b"]) == .folders(["a", "b"]))
    }
}
