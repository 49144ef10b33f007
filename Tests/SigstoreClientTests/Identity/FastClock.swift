// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock whose sleepers wake at once; it keeps how long they slept.
final class FastClock: Clock {
    struct Instant: InstantProtocol {
        var elapsed = Swift.Duration.zero
        func advanced(by duration: Swift.Duration) -> Instant { Instant(elapsed: elapsed + duration) }
        func duration(to other: Instant) -> Swift.Duration { other.elapsed - elapsed }
        static func < (one: Instant, other: Instant) -> Bool { one.elapsed < other.elapsed }
    }

    private let state = Mutex<(now: Instant, waits: [Swift.Duration])>((Instant(), []))

    var now: Instant { state.withLock { $0.now } }
    let minimumResolution = Swift.Duration.nanoseconds(1)
    var waits: [Swift.Duration] { state.withLock { $0.waits } }

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(state.now.duration(to: deadline))
            state.now = max(state.now, deadline)
        }
    }
}
