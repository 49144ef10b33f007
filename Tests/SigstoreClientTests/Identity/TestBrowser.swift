// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreClient
import Synchronization

/// A person with a browser, who agrees; what comes back can be changed on the way.
final class TestBrowser: RedirectReceiver {
    let redirectURI = "http://127.0.0.1:49152/auth/callback"
    private let provider: TestProvider
    private let change: @Sendable (inout [String: String]) -> Void
    private let rawQuery: String?
    private let seen = Mutex<(pages: [URL], last: LoginPage?)>(([], nil))

    init(
        _ provider: TestProvider,
        query: String? = nil,
        change: @escaping @Sendable (inout [String: String]) -> Void = { _ in }
    ) {
        (self.provider, rawQuery, self.change) = (provider, query, change)
    }

    var pages: [URL] { seen.withLock { $0.pages } }
    var lastPage: LoginPage? { seen.withLock { $0.last } }

    func redirect(from page: URL) async throws -> LoginRedirect {
        var answer = provider.authorize(page)
        change(&answer)
        seen.withLock { $0.pages.append(page) }
        return LoginRedirect(query: rawQuery ?? TestForm.query(answer)) { [self] page in
            seen.withLock { $0.last = page }
        }
    }
}
