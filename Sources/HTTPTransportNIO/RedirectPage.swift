// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// A page for a browser, which is told to load, run, keep and pass on nothing.
struct RedirectPage: Sendable {
    let status: HTTPResponseStatus
    let html: [UInt8]

    init(status: HTTPResponseStatus, html: [UInt8]) { (self.status, self.html) = (status, html) }

    /// A page of a few words.
    init(_ status: HTTPResponseStatus) {
        let text = "\(status.code) \(status.reasonPhrase)"
        let page = "<!DOCTYPE html>\n<html lang=\"en\"><title>\(text)</title><h1>\(text)</h1></html>\n"
        self.init(status: status, html: Array(page.utf8))
    }

    var head: HTTPResponseHead {
        let fields: HTTPHeaders = [
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": "\(html.count)",
            "Connection": "close",
            "Cache-Control": "no-store",
            "Content-Security-Policy":
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        ]
        return HTTPResponseHead(version: .http1_1, status: status, headers: fields)
    }
}
