// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// A browser that came back, and waits for a page.
public struct RedirectArrival: Sendable, CustomStringConvertible, CustomReflectable {
    /// What stands behind the `?`, as it came; empty if there was none.
    public let query: String
    private let connection: any Channel

    init(query: String, connection: any Channel) { (self.query, self.connection) = (query, connection) }

    /// That there is one, without the code in it.
    public var description: String { "a browser that came back" }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Gives the browser its last page and waits until that is on its way, or the browser has gone.
    ///
    /// - Parameters:
    ///   - isSuccess: Whether the status is 200; otherwise it is 400.
    ///   - html: In UTF-8. Browsers are told to load, run and keep nothing.
    public func finish(isSuccess: Bool, html: [UInt8]) async {
        let page = RedirectPage(status: isSuccess ? .ok : .badRequest, html: html)
        try? await connection.writeAndFlush(page).get()
    }
}
