// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import HTTPTransportNIO

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How services are reached.
struct NetworkOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Trust servers by the authorities in this file, in PEM, instead of the system's.",
            discussion: "Also SSL_CERT_FILE in the environment. Proxies: https_proxy, http_proxy, no_proxy.",
            valueName: "file"
        )
    )
    var tlsCa: String?

    @Flag(
        help:
            "Ask servers without TLS, too, which anybody on the way can read and stop. Those on this machine need no flag."
    )
    var allowPlainHttp = false

    func validate() throws {
        if tlsCa?.isEmpty == true { throw ValidationError("the path that --tls-ca gives is empty") }
    }

    /// Gives `body` a client, and ends its connections afterwards.
    func withClient<Result>(_ body: (WebClient) async throws -> Result) async throws -> Result {
        let environment = ProcessInfo.processInfo.environment
        return try await NIOTransport.withTransport(
            authorities: tlsCa.map { .file($0) } ?? ServerAuthorities(environment: environment),
            proxies: ProxySettings(environment: environment)
        ) { transport in
            let client = WebClient(
                transport,
                plainHTTP: allowPlainHttp ? .everywhere : .loopbackOnly,
                userAgent: "model-signing/\(ModelSigningTool.version)"
            )
            return try await body(client)
        }
    }
}
