// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import Testing

/// Expects an error with this code; returns it.
@discardableResult
func expect(
    _ code: SigstoreClientError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
) -> SigstoreClientError? {
    let error = #expect(throws: SigstoreClientError.self, sourceLocation: sourceLocation) { _ = try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}

/// Expects an error with this code; returns it.
@discardableResult
func expect(
    _ code: SigstoreClientError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async -> SigstoreClientError? {
    let error = await #expect(throws: SigstoreClientError.self, sourceLocation: sourceLocation) { _ = try await body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}
