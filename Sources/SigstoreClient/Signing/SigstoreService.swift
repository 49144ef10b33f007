// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A service that takes part in signing: its address, and errors that name it.
struct SigstoreService: Sendable {
    /// What it is for, as messages name it.
    enum Kind: String, Sendable {
        case certificateAuthority = "the certificate authority"
        case transparencyLog = "the transparency log"
        case timestampAuthority = "the timestamp authority"
    }

    /// The most bytes of an answer: a certificate chain, or an entry with a large statement in it.
    static let maximumReplyByteCount = 16 << 20
    /// How long an answer may take. Rekor v2 waits for its next checkpoint, and asks for at least 20 seconds.
    static let patience: Duration = .seconds(60)

    let kind: Kind
    let url: URL
    let client: WebClient

    /// Sends something that may be sent again after a failure, for the service then has it twice or says so.
    ///
    /// - Parameter path: Below the service's URL; empty for the URL itself.
    /// - Returns: A reply with a status of 2xx, or one of `accepted`.
    /// - Throws: `serviceUnreachable`, `serviceFailed`, `serviceRefused`; `TransportError` for an address that must not
    ///   be asked; `CancellationError`.
    func post(
        _ body: [UInt8],
        contentType: String,
        to path: String,
        token: BearerToken? = nil,
        accepting accepted: Set<Int> = []
    ) async throws -> Reply {
        var request = WebRequest.post(
            body,
            contentType: contentType,
            to: try address(path),
            maximumByteCount: Self.maximumReplyByteCount
        )
        (request.limits.idle, request.limits.total) = (Self.patience, Self.patience)
        (request.isRepeatable, request.token) = (true, token)
        return try await send(request, accepting: accepted)
    }

    /// Fetches something.
    ///
    /// - Throws: As ``post(_:contentType:to:token:accepting:)``.
    func get(_ path: String) async throws -> Reply {
        var request = WebRequest.get(try address(path), maximumByteCount: Self.maximumReplyByteCount)
        (request.limits.idle, request.limits.total) = (Self.patience, Self.patience)
        return try await send(request, accepting: [])
    }

    private func send(_ request: WebRequest, accepting accepted: Set<Int>) async throws -> Reply {
        let reply: Reply
        do {
            reply = try await client.send(request)
        } catch let error as TransportError where !error.isAboutAddress {
            throw SigstoreClientError(.serviceUnreachable, "\(name) gave no answer", cause: error)
        }
        guard !(200..<300 ~= reply.status.code), !accepted.contains(reply.status.code) else { return reply }
        let said = Self.explanation(reply).map { text in
            let beginning = String(decoding: text.utf8.prefix(Self.maximumExplanationByteCount), as: UTF8.self)
            return request.token?.redacted(from: beginning) ?? beginning
        }
        let answer =
            "status \(reply.status.code)" + (said.map { " and '\($0.excerpt(Self.maximumQuoteLength))'" } ?? "")
        if reply.status.code == 429 || reply.status.code >= 500 {
            throw SigstoreClientError(.serviceFailed, "\(name) answered with \(answer): try again later")
        }
        let remedy =
            kind == .certificateAuthority
            ? ": is the identity token new, and of an identity provider that this instance accepts?" : ""
        throw SigstoreClientError(.serviceRefused, "\(name) refused with \(answer)\(remedy)")
    }

    /// The service for a message.
    var name: String { "\(kind.rawValue) '\(url.absoluteString.excerpt())'" }

    func malformed(_ what: String, cause: (any Error)? = nil) -> SigstoreClientError {
        SigstoreClientError(.malformedAnswer, "what \(name) answered is not \(what)", cause: cause)
    }

    private func address(_ path: String) throws(SigstoreClientError) -> URL {
        guard !path.isEmpty else { return url }
        // Not `appending(path:)`: what is left of a slash at the end differs between versions of Foundation.
        var base = url.absoluteString
        while base.hasSuffix("/") { base.removeLast() }
        guard let address = URL(string: "\(base)/\(path)") else {
            throw SigstoreClientError(.unusableSigningConfig, "\(name) has no address for '\(path)'")
        }
        return address
    }

    private static let maximumQuoteLength = 300
    /// How much of an explanation is looked at.
    private static let maximumExplanationByteCount = 4 << 10

    /// What the service says about its status: the `message` of Google's error model, or a short text.
    private static func explanation(_ reply: Reply) -> String? {
        let value = try? JSONValue(parsing: reply.body)
        if case .object(let object)? = value {
            for name in ["message", "error"] {
                if case .string(let text)? = object.members.first(where: { $0.key == name })?.value { return text }
            }
        }
        guard reply.fields[.contentType]?.hasPrefix("text/plain") == true, !reply.body.isEmpty else { return nil }
        return String(decoding: reply.body, as: UTF8.self)
    }
}

extension TransportError {
    /// Whether the address is one that must not be asked, which is nothing that a service did.
    fileprivate var isAboutAddress: Bool { code == .forbiddenURL || code == .unusableProxy }
}
