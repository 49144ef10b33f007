// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A Sigstore instance that answers over HTTP on the loopback interface: clients sign with keys of their own.
///
/// All services have one address, and the identity provider too: their paths differ. The trust root keeps the names
/// that the instance has in memory; only the signing configuration has the address.
///
/// Clients compare what they are given with the machine's clock. Tests that let them sign give the services that clock,
/// `{ Date() }`, and no other tests do.
package struct TestSigstoreServer: Sendable {
    package let desk: TestSigstoreDesk
    private let server: TestHTTPServer

    /// Starts an instance, taken to the clock's time.
    ///
    /// - Parameters:
    ///   - port: One that is free where it is 0.
    ///   - observe: Is told what was asked and answered, method, path and status, and how long the answer took to make.
    package init(
        _ services: TestSigstore = TestSigstore(),
        user: TestUser = TestUser(),
        port: UInt16 = 0,
        observe: (@Sendable (String, Duration) -> Void)? = nil,
        clock: @escaping @Sendable () -> Date
    ) throws {
        let desk = try TestSigstoreDesk(services, user: user, clock: clock)
        self.desk = desk
        server = try TestHTTPServer(port: port) { request in
            let start = ContinuousClock.now
            let response = desk.respond(to: request)
            observe?("\(request.method) \(request.path) \(response.status)", start.duration(to: .now))
            return response
        }
    }

    package var instance: TestSigstore.Made { desk.instance }
    package var url: String { server.url }
    /// What `--instance` takes.
    package var tufURL: String { url + "/tuf" }

    /// What was asked and answered: method, path, status.
    package var answers: [String] { desk.answers }

    /// A token of this instance's provider, good for ten minutes.
    package func token(email: String? = nil, subject: String = "someone") -> TestIdentityToken {
        TestIdentityToken(issuer: url, email: email, subject: subject, at: desk.now)
    }

    package func token(_ identity: TestIdentity) -> TestIdentityToken { desk.token(identity, at: url) }

    /// A `ClientTrustConfig` that has clients sign with this instance.
    ///
    /// - Parameters:
    ///   - logs: Rekor v1, v2 or both.
    ///   - isStamped: Whether it names the timestamp authority, without which no signature with Rekor v2 is any good.
    package func clientTrustConfig(_ logs: TestEntry.Log..., isStamped: Bool = true) throws -> TestJSON {
        try desk.clientTrustConfig(logs, isStamped: isStamped, at: url)
    }

    /// A `SigningConfig` alone.
    package func signingConfig(_ logs: TestEntry.Log..., isStamped: Bool = true) -> TestJSON {
        desk.signingConfig(logs, isStamped: isStamped, at: url)
    }

    /// The files of the TUF repository.
    package func tufFiles() throws -> [String: [UInt8]] { try desk.tufFiles(at: url) }
}
