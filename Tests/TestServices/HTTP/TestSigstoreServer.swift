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
    package let instance: TestSigstore.Made
    private let desk: TestSigstoreDesk
    private let server: TestHTTPServer

    /// Starts an instance, taken to the clock's time.
    package init(_ services: TestSigstore = TestSigstore(), clock: @escaping @Sendable () -> Date) throws {
        var services = services
        services.move(to: clock())
        let desk = TestSigstoreDesk(try services.make(), clock: clock)
        (instance, self.desk, server) = (desk.instance, desk, try TestHTTPServer { desk.respond(to: $0) })
    }

    package var url: String { server.url }

    /// What was asked and answered: method, path, status.
    package var answers: [String] { desk.answers }

    /// A token of this instance's provider, good for ten minutes.
    package func token(email: String? = nil, subject: String = "someone") -> TestIdentityToken {
        TestIdentityToken(issuer: url, email: email, subject: subject, at: desk.now)
    }

    /// A `ClientTrustConfig` that has clients sign with this instance.
    ///
    /// - Parameters:
    ///   - log: Rekor v1 or v2.
    ///   - isStamped: Whether it names the timestamp authority, without which no signature with Rekor v2 is any good.
    package func clientTrustConfig(_ log: TestEntry.Log, isStamped: Bool = true) throws -> TestJSON {
        [
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": try instance.trustedRoot(),
            "signingConfig": signingConfig(log, isStamped: isStamped),
        ]
    }

    /// A `SigningConfig` alone.
    package func signingConfig(_ log: TestEntry.Log, isStamped: Bool = true) -> TestJSON {
        let window = TestWindow(from: desk.now - 86_400)
        let here = TestTrustRoot.service(url, window)
        return [
            "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
            "caUrls": [here],
            "oidcUrls": [here],
            "rekorTlogUrls": [TestTrustRoot.service(url, window, version: log == .rekorV2 ? 2 : 1)],
            "rekorTlogConfig": ["selector": "ANY"],
            "tsaUrls": isStamped ? [TestTrustRoot.service(url + TestSigstoreDesk.timestampPath, window)] : [],
            "tsaConfig": ["selector": "ANY"],
        ]
    }
}
