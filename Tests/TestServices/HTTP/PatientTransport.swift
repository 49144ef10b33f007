// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTransport
package import HTTPTypes

/// A transport that waits as long as a test wants it to.
///
/// Tests of everything share a few threads: a client can be kept from its answer by them for minutes, and that is nobody's
/// slow server.
package struct PatientTransport: Transport {
    package static let patience: Duration = .seconds(3600)

    private let base: any Transport
    private let patience: Duration

    package init(_ base: any Transport, patience: Duration = Self.patience) {
        (self.base, self.patience) = (base, patience)
    }

    package func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        var limits = limits
        (limits.idle, limits.total) = (patience, patience)
        return try await base.exchange(request, body: body, limits: limits)
    }
}
