// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOHTTP1

/// Whether a request is the redirect that a ``RedirectListener`` waits for.
enum RedirectRequest: Sendable {
    case redirect(query: String)
    case refused(HTTPResponseStatus)

    private static let maximumTargetByteCount = 16 << 10

    init(_ head: HTTPRequestHead, authority: String, path expected: String) {
        guard head.headers["Host"].count == 1, head.headers.first(name: "Host") == authority else {
            self = .refused(.misdirectedRequest)
            return
        }
        let (path, query) = Self.split(head.uri)
        guard path == expected else {
            self = .refused(.notFound)
            return
        }
        guard head.method == .GET else {
            self = .refused(.methodNotAllowed)
            return
        }
        guard head.uri.utf8.count <= Self.maximumTargetByteCount else {
            self = .refused(.uriTooLong)
            return
        }
        // Browsers that say so fetch a page ahead, or what a page of another site names as its picture.
        guard Self.isNavigation(head.headers) else {
            self = .refused(.forbidden)
            return
        }
        self = .redirect(query: query)
    }

    private static func split(_ target: String) -> (path: Substring, query: String) {
        let path = target.prefix { $0 != "?" }
        return (path, String(target[path.endIndex...].dropFirst()))
    }

    /// Fetch Metadata (W3C): a redirect is a navigation of a window; other programs send no such fields.
    private static func isNavigation(_ fields: HTTPHeaders) -> Bool {
        let mode = fields.first(name: "Sec-Fetch-Mode")
        let destination = fields.first(name: "Sec-Fetch-Dest")
        return (mode == nil || mode == "navigate") && (destination == nil || destination == "document")
            && fields.first(name: "Sec-Purpose") == nil
    }
}
