// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import StrictJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Requests to an identity provider.
enum ProviderExchange {
    /// - Throws: `providerFailed`; `CancellationError`.
    static func send(_ request: WebRequest, with client: WebClient) async throws -> Reply {
        do {
            return try await client.send(request)
        } catch let error as TransportError {
            throw SigstoreClientError(.providerFailed, "the identity provider cannot be reached", cause: error)
        }
    }

    /// Reads JSON that has secrets in it, of which errors say nothing but its parts' names.
    ///
    /// - Throws: `JSONError`.
    static func fields(_ body: [UInt8], maximumByteCount: Int) throws(JSONError) -> JSONFields {
        let limits = JSONLimits(maximumByteCount: maximumByteCount, maximumDepth: 16, maximumValueCount: 4096)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body, limits: limits)
        } catch {
            throw JSONError(error.code, "it is not JSON, or says something twice")
        }
        return try JSONFields(value, path: "")
    }
}
