// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Timestamping

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Asks a timestamp authority to sign that it has seen a signature.
/// - SeeAlso: RFC 3161 §3.4.
struct TimestampClient: Sendable {
    private static let nonceByteCount = 16

    let service: SigstoreService

    init(_ url: URL, client: WebClient) {
        service = SigstoreService(kind: .timestampAuthority, url: url, client: client)
    }

    /// Gets a timestamp over a signature, with its signer's certificate in it.
    ///
    /// - Returns: A `TimeStampResp` in DER that answers this request; who made it is not known yet.
    /// - Throws: `malformedAnswer`, `untrustedTimestamp` for an answer to another request; and as
    ///   ``SigstoreService/post(_:contentType:to:token:accepting:)``.
    func timestamp(over signature: [UInt8]) async throws -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        let nonce = (0..<Self.nonceByteCount).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let request: TimestampRequest
        do {
            request = try TimestampRequest(over: MessageImprint(of: signature, algorithm: .sha256), nonce: nonce)
        } catch {
            throw SigstoreClientError(.untrustedTimestamp, "no timestamp can be requested", cause: error)
        }
        let reply = try await service.post(request.der, contentType: "application/timestamp-query", to: "")
        let token: TimestampToken
        do {
            token = try TimestampResponse(parsing: reply.body).token
        } catch  where error.code == .rejected {
            throw SigstoreClientError(.serviceRefused, "\(service.name) made no timestamp", cause: error)
        } catch {
            throw service.malformed("a timestamp", cause: error)
        }
        do {
            try request.check(token)
        } catch {
            throw SigstoreClientError(
                .untrustedTimestamp,
                "\(service.name) did not answer the request that was sent",
                cause: error
            )
        }
        return reply.body
    }
}
