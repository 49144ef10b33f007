// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// Receives the one redirect with which a browser on this machine ends a login (RFC 8252 §7.3).
///
/// Listens on `127.0.0.1` and no other address, on a port that the system chooses, and takes one GET of one path from
/// whoever addresses it as `localhost:port`: a page whose own name leads to this machine ("DNS rebinding") does not.
///
/// A deviation from RFC 8252 §8.3, which advises against that name: it is the one that every provider of Sigstore's accepts
/// (Dex took no other before 2024). A machine whose `localhost` leads elsewhere sends a code there that is of no use without
/// the login's own secret (RFC 7636).
public struct RedirectListener: Sendable {
    /// Where redirects go unless another path is asked for.
    public static let defaultPath = "/auth/callback"

    /// What a provider is told: `http://localhost:port/path`.
    public let uri: String
    private let arrivals: AsyncStream<RedirectArrival>

    private init(uri: String, arrivals: AsyncStream<RedirectArrival>) { (self.uri, self.arrivals) = (uri, arrivals) }

    /// Listens while `body` runs, and closes everything when it ends.
    ///
    /// - Parameter path: Begins with a slash; letters, digits, and `-._~/`.
    /// - Throws: ``TransportError`` with `failed` when there is no port; what `body` throws.
    public static func withListener<Result>(
        path: String = RedirectListener.defaultPath,
        _ body: (RedirectListener) async throws -> Result
    ) async throws -> Result {
        let (arrivals, arrived) = AsyncStream.makeStream(of: RedirectArrival.self, bufferingPolicy: .bufferingOldest(1))
        let server: RedirectServer
        do {
            server = try await RedirectServer.start(path: path, arrived)
        } catch {
            throw TransportError(.failed, "this machine has no port on which a browser could come back", cause: error)
        }
        let listener = RedirectListener(uri: "http://\(server.authority)\(path)", arrivals: arrivals)
        let result: Result
        do {
            result = try await body(listener)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        return result
    }

    /// Waits for the browser. Anybody on this machine can come first: whoever is not expected gets a last page, and this is
    /// called again.
    ///
    /// - Throws: `CancellationError`.
    public func redirect() async throws -> RedirectArrival {
        for await arrival in arrivals { return arrival }
        throw CancellationError()
    }
}
