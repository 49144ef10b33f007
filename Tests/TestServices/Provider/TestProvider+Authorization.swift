// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core 1.0 §3.1.2).
extension TestProvider {
    /// Answers at once what the user would after looking at a page.
    func authorize(_ call: TestServiceCall, _ form: TestForm) throws -> TestHTTPResponse {
        // Without a client and its address, nobody is sent anywhere (RFC 6749 §4.1.2.1).
        guard let client = form["client_id"], state.withLock({ $0.clients[client] }) != nil else {
            return Self.page("Bad request", "Unknown client.", status: 400)
        }
        guard let redirectURI = form["redirect_uri"], Self.isAllowed(redirectURI) else {
            return Self.page("Bad request", "Unregistered redirect_uri.", status: 400)
        }
        let scopes = Set((form["scope"] ?? "").split(separator: " ").map(String.init))
        let problem: (String, String)? =
            if form["response_type"] != "code" {
                ("unsupported_response_type", "response_type is not code")
            } else if !scopes.contains("openid") {
                ("invalid_scope", "the scope openid is missing")
            } else if form["code_challenge_method"] != "S256" || form["code_challenge"]?.utf8.count != 43 {
                ("invalid_request", "a code_challenge with S256 is missing")
            } else {
                nil
            }
        if let problem {
            return Self.redirect(
                to: redirectURI,
                [("error", problem.0), ("error_description", problem.1)],
                form["state"]
            )
        }
        let code: String? = state.withLock { state in
            guard state.user.consents, call.fault != .denied else { return nil }
            let code = state.makeCode("code")
            state.codes[code] = Grant(
                client: client,
                redirectURI: redirectURI,
                challenge: form["code_challenge"] ?? "",
                nonce: form["nonce"],
                scopes: scopes,
                expiry: call.date + Self.codeLifetime,
                user: state.user
            )
            return code
        }
        guard let code else {
            return Self.redirect(
                to: redirectURI,
                [("error", "access_denied"), ("error_description", "the user does not consent")],
                form["state"]
            )
        }
        let state = call.fault == .otherState ? "another state" : form["state"]
        return Self.redirect(to: redirectURI, [("code", code)], state)
    }

    /// Dex lets public clients use any port and path of the loopback interface, and the address out of band.
    private static func isAllowed(_ redirectURI: String) -> Bool {
        if redirectURI == outOfBand { return true }
        guard let url = URL(string: redirectURI), url.scheme == "http", url.fragment == nil, url.user == nil else {
            return false
        }
        return ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url.host())
    }

    private static func redirect(to uri: String, _ pairs: [(String, String)], _ state: String?) -> TestHTTPResponse {
        if uri == outOfBand {
            let (name, value) = pairs[0]
            let isCode = name == "code"
            return page(
                isCode ? "Your code" : "No code",
                "<pre id=\"\(name)\">\(value)</pre>",
                status: isCode ? 200 : 400
            )
        }
        let query = TestForm.query(pairs + (state.map { [("state", $0)] } ?? []))
        var response = page("Moved", "You are sent back.", status: 303)
        response.headers["Location"] = uri + (uri.contains("?") ? "&" : "?") + query
        return response
    }
}
