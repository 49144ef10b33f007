// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransportNIO
import SigstoreClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lets a person log in with a browser on this machine, which comes back to a port of it.
struct LoginBrowser: RedirectReceiver {
    private let listener: RedirectListener
    private let browser: Browser?

    var redirectURI: String { listener.uri }

    /// - Parameter browser: nil when the person is to open the page themselves.
    static func log(in login: IdentityLogin, with browser: Browser?) async throws -> IdentityToken {
        try await RedirectListener.withListener { listener in
            try await login.withBrowser(LoginBrowser(listener: listener, browser: browser))
        }
    }

    func redirect(from page: URL) async throws -> LoginRedirect {
        let isOpen = browser?.open(page) == true
        LoginPrompt.show(
            page,
            isOpen ? "Log in with the browser that opens. If none does, go to:" : "To log in, go to:"
        )
        while true {
            let arrival = try await listener.redirect()
            guard Self.answers(arrival.query, page) else {
                await arrival.finish(isSuccess: false, html: Array("This is not the login that was begun.".utf8))
                continue
            }
            return LoginRedirect(query: arrival.query) { last in
                await arrival.finish(isSuccess: last.isSuccess, html: last.html)
            }
        }
    }

    /// Whether a redirect repeats the state of a login page (RFC 6749 §10.12). An old window, or a page of somebody else's, does
    /// not, and must not end the login; the login itself looks at all that is in it.
    private static func answers(_ query: String, _ page: URL) -> Bool {
        func state(_ query: String) -> Substring? { query.split(separator: "&").first { $0.hasPrefix("state=") } }
        return state(query) == page.query(percentEncoded: true).flatMap(state)
    }
}
