// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a reply sends a request (RFC 9110 §15.4), and whether it may go there.
struct Redirection: Sendable {
    static let maximumCount = 5

    /// What a request to another origin keeps: all other fields may be credentials.
    private static let harmlessFields: Set<HTTPField.Name> = [.accept, .acceptEncoding, .acceptLanguage, .userAgent]

    let source: WebAddress
    let destination: WebAddress

    /// `nil` if the reply is no redirect.
    ///
    /// - Throws: `badReply` without a usable `Location`; `forbiddenRedirect`.
    init?(_ reply: Reply, from source: WebAddress, of request: WebRequest) throws(TransportError) {
        guard [301, 302, 303, 307, 308].contains(reply.status.code) else { return nil }
        func refusal(_ reason: String, cause: (any Error)? = nil) -> TransportError {
            TransportError(.forbiddenRedirect, "'\(source.shown)' answered with a redirect, \(reason)", cause: cause)
        }
        guard request.token == nil, request.isRedirectable else {
            throw refusal("and a request like this goes to no other place")
        }
        guard request.method == .get else { throw refusal("which only GET follows, not \(request.method)") }
        let fields = reply.fields[fields: .location]
        guard let field = fields.first, fields.count == 1, !field.value.isEmpty,
            field.value.utf8.count <= WebAddress.maximumByteCount, let base = URL(string: source.text),
            let url = URL(string: field.value, relativeTo: base)
        else {
            throw TransportError(.badReply, "'\(source.shown)' answered with a redirect, but not with one URL to go to")
        }
        do {
            destination = try WebAddress(url.absoluteURL)
        } catch {
            throw refusal("but not to a URL to follow", cause: error)
        }
        self.source = source
        let place = "to '\(destination.shown)', "
        guard source.origin.scheme == .http || destination.origin.scheme == .https else {
            throw refusal(place + "which leaves https")
        }
        guard !destination.origin.host.isNearLoopback || source.origin.host.isLoopback else {
            throw refusal(place + "and no other machine sends requests to this one")
        }
    }

    /// The fields that go on; to another origin, none that may be credentials.
    func fields(of fields: HTTPFields) -> HTTPFields {
        guard source.origin != destination.origin else { return fields }
        return HTTPFields(fields.filter { Self.harmlessFields.contains($0.name) })
    }
}
