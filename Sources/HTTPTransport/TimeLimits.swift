// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Ends an exchange that takes too long, for transports that have no such limits an exchange.
///
/// The work says whenever a byte has arrived; a second task watches.
package final class TimeLimits: Sendable {
    private let limits: ExchangeLimits
    private let start = ContinuousClock.now
    private let lastArrival: Mutex<ContinuousClock.Instant>

    private init(_ limits: ExchangeLimits) {
        self.limits = limits
        lastArrival = Mutex(start)
    }

    /// Bytes have arrived.
    package func noteArrival() { lastArrival.withLock { $0 = .now } }

    /// Does work until it ends or a limit does.
    ///
    /// - Throws: `timedOut`; what the work throws.
    package static func hold<Result: Sendable>(
        _ limits: ExchangeLimits,
        on address: WebAddress,
        _ work: @escaping @Sendable (TimeLimits) async throws -> Result
    ) async throws -> Result {
        let time = TimeLimits(limits)
        return try await withThrowingTaskGroup(of: Result.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try Task.checkCancellation()
                return try await work(time)
            }
            group.addTask { throw try await time.expiry(of: address) }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    /// Waits until a limit is reached.
    private func expiry(of address: WebAddress) async throws -> TransportError {
        while true {
            let (silence, end) = (lastArrival.withLock { $0 } + limits.idle, start + limits.total)
            try await ContinuousClock().sleep(until: min(silence, end))
            if .now >= end {
                return error(address, "was not done within \(limits.total)")
            }
            if .now >= lastArrival.withLock({ $0 }) + limits.idle {
                return error(address, "sent nothing for \(limits.idle)")
            }
        }
    }

    private func error(_ address: WebAddress, _ event: String) -> TransportError {
        TransportError(
            .timedOut,
            "'\(address.shown)' \(event): check the network and the proxy settings, or try again later"
        )
    }
}
