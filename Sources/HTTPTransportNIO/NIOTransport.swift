// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
public import HTTPTransport
public import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A ``Transport`` of AsyncHTTPClient: HTTP/1.1 and HTTP/2, for tools and servers.
///
/// ``shutdown()``, and ``withTransport(authorities:proxies:connectTimeout:_:)`` at its end, wait until all connections are closed;
/// without either they are closed some time after the last reference went.
/// What is read of a reply is never more than its limit; an idle connection is kept for a minute.
public final class NIOTransport: Transport {
    private struct Clients {
        var open: [ProxyServer?: HTTPClient] = [:]
        var isShutDown = false
    }

    private let configuration: HTTPClient.Configuration
    private let proxies: ProxySettings
    /// AsyncHTTPClient has one proxy a client, so here is a client for each.
    private let clients = Mutex(Clients())

    /// - Parameters:
    ///   - authorities: Who may vouch for servers.
    ///   - proxies: Nothing is read from the environment unless it is given here.
    ///   - connectTimeout: How long a connection, with TLS and a proxy, may take to come about.
    /// - Throws: `unreadableAuthorities`.
    public init(
        authorities: ServerAuthorities = .system,
        proxies: ProxySettings = .none,
        connectTimeout: Duration = .seconds(10)
    ) throws(TransportError) {
        var security = TLSConfiguration.makeClientConfiguration()
        security.minimumTLSVersion = .tlsv12
        security.trustRoots = try authorities.trustRoots()
        configuration =
            HTTPClient.Configuration(
                tlsConfiguration: security,
                redirectConfiguration: .disallow,
                timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(connectTimeout)),
                decompression: .disabled
            )
            .failingAtOnce
        self.proxies = proxies
    }

    /// Gives a transport to `body` and shuts it down afterwards, however that ends.
    @discardableResult
    public static func withTransport<Result>(
        authorities: ServerAuthorities = .system,
        proxies: ProxySettings = .none,
        connectTimeout: Duration = .seconds(10),
        _ body: (NIOTransport) async throws -> Result
    ) async throws -> Result {
        let transport = try NIOTransport(authorities: authorities, proxies: proxies, connectTimeout: connectTimeout)
        let result: Result
        do {
            result = try await body(transport)
        } catch {
            // The error that ended the body says more.
            try? await transport.shutdown()
            throw error
        }
        try await transport.shutdown()
        return result
    }

    deinit {
        // AsyncHTTPClient traps in debug builds when nobody shuts a client down.
        for client in clients.withLock({ $0.open.values.map { $0 } }) { client.shutdown { _ in } }
    }

    /// Closes all connections; exchanges that still run fail, and so do later ones.
    public func shutdown() async throws {
        let open = clients.withLock { clients in
            defer { clients = Clients(isShutDown: true) }
            return clients.open.values.map { $0 }
        }
        for client in open { try await client.shutdown() }
    }

    /// Sends one request; see ``Transport``.
    public func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        let address = try WebAddress(request)
        let proxy = try proxies.proxy(for: address.origin)
        let client = try client(for: proxy)
        let message = HTTPClientRequest(request, body: body, to: address)
        do {
            return try await TimeLimits.hold(limits, on: address) { time in
                let reply = try await client.execute(message, deadline: .distantFuture)
                time.noteArrival()
                return try await Reply(reply, to: request.method, from: address, limits: limits, time)
            }
        } catch {
            try Task.checkCancellation()
            throw TransportError(error, address, through: proxy)
        }
    }

    private func client(for proxy: ProxyServer?) throws(TransportError) -> HTTPClient {
        let client = clients.withLock { clients -> HTTPClient? in
            guard !clients.isShutDown else { return nil }
            if let client = clients.open[proxy] { return client }
            var configuration = configuration
            configuration.proxy = proxy.map { HTTPClient.Configuration.Proxy($0) }
            let client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
            clients.open[proxy] = client
            return client
        }
        guard let client else { throw TransportError(.failed, "the HTTP transport was shut down before this request") }
        return client
    }
}

extension HTTPClient.Configuration {
    /// Says why there is no connection rather than trying again until a deadline.
    fileprivate var failingAtOnce: Self {
        var copy = self
        copy.connectionPool.retryConnectionEstablishment = false
        return copy
    }
}

extension HTTPClient.Configuration.Proxy {
    fileprivate init(_ proxy: ProxyServer) {
        let authorization = proxy.credentials.map {
            HTTPClient.Authorization.basic(username: $0.user, password: $0.password)
        }
        self = .server(host: proxy.host, port: Int(proxy.port), authorization: authorization)
    }
}
