// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// The connections to a ``RedirectServer``, so many and no more.
final class RedirectConnections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    private let maximumCount: Int
    private let state = Mutex(State())

    init(maximumCount: Int) { self.maximumCount = maximumCount }

    /// Keeps a connection until it closes; `false` when there are enough, or there are to be no more.
    func add(_ connection: any Channel) -> Bool {
        let key = ObjectIdentifier(connection)
        let isAdded = state.withLock { state in
            guard !state.isClosed, state.open.count < maximumCount else { return false }
            state.open[key] = connection
            return true
        }
        if isAdded {
            connection.closeFuture.whenComplete { [self] _ in state.withLock { _ = $0.open.removeValue(forKey: key) } }
        }
        return isAdded
    }

    /// Closes them all.
    func close() async {
        let open = state.withLock { state in
            state.isClosed = true
            return state.open.values.map { $0 }
        }
        for connection in open { try? await connection.close() }
    }
}
