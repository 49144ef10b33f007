// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What clients need to know of the services, at one URL or another.
extension TestSigstoreDesk {
    package func trustedRoot() throws -> TestJSON { try instance.trustedRoot() }

    /// A `SigningConfig`.
    ///
    /// - Parameter isStamped: Whether it names the timestamp authority, without which no signature with Rekor v2 is any
    ///   good.
    package func signingConfig(
        _ logs: [TestEntry.Log],
        isStamped: Bool = true,
        at url: String = TestSigstoreDesk.url
    ) -> TestJSON {
        let window = TestWindow(from: now - 86_400)
        let here = TestTrustRoot.service(url, window)
        let logs = logs.map { TestTrustRoot.service(url, window, version: $0 == .rekorV2 ? 2 : 1) }
        return [
            "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
            "caUrls": [here],
            "oidcUrls": [here],
            "rekorTlogUrls": .array(logs),
            "rekorTlogConfig": ["selector": "ANY"],
            "tsaUrls": isStamped ? [TestTrustRoot.service(url + Self.timestampPath, window)] : [],
            "tsaConfig": ["selector": "ANY"],
        ]
    }

    /// A `ClientTrustConfig` that has clients sign with this instance.
    package func clientTrustConfig(
        _ logs: [TestEntry.Log],
        isStamped: Bool = true,
        at url: String = TestSigstoreDesk.url
    ) throws -> TestJSON {
        [
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": try trustedRoot(),
            "signingConfig": signingConfig(logs, isStamped: isStamped, at: url),
        ]
    }

    /// A token of this instance's provider, good for ten minutes.
    package func token(_ identity: TestIdentity, at url: String = TestSigstoreDesk.url) -> TestIdentityToken {
        TestIdentityToken(issuer: url, identity, at: now)
    }

    /// The files of the TUF repository, which is below `/tuf` and begins with `1.root.json`.
    package func tufFiles(at url: String = TestSigstoreDesk.url) throws -> [String: [UInt8]] {
        if let files = state.withLock({ $0.files[url] }) { return files }
        let made = try TestTUFRepository.sigstore(
            trustedRoot: trustedRoot().written,
            signingConfig: signingConfig(logsInRepository, at: url).written,
            now: now
        ).files
        return state.withLock { state in
            let files = state.files[url] ?? made
            state.files[url] = files
            return files
        }
    }

    func file(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let path = String(call.request.path.dropFirst("/tuf/".utf8.count))
        return try tufFiles(at: call.url)[path].map(TestHTTPResponse.init(file:)) ?? .refusal(404, "no such file")
    }

    /// What a user's browser is told who visits a URL of the provider: where to go, or the code out of band.
    package func visit(_ url: String) throws -> String {
        guard let scheme = url.firstRange(of: "://"), let slash = url[scheme.upperBound...].firstIndex(of: "/") else {
            throw TestServiceError("'\(url)' is no URL with a path")
        }
        var request = TestHTTPRequest(
            method: "GET",
            target: String(url[slash...]),
            headers: ["host": String(url[scheme.upperBound..<slash])]
        )
        request.scheme = String(url[..<scheme.lowerBound])
        let response = respond(to: request)
        if let location = response.headers["Location"] { return location }
        let page = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200, let start = page.firstRange(of: "<pre id=\"code\">"),
            let end = page.firstRange(of: "</pre>")
        else { throw TestServiceError("the user is told: \(response.status) \(page)") }
        return String(page[start.upperBound..<end.lowerBound])
    }
}
