// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Synchronization

/// One line on standard error that shows how far hashing has come; nothing when that is not a terminal.
final class ProgressLine: Sendable {
    private static let barLength = 24
    private let start = ContinuousClock.now
    private let isShown = Mutex(false)

    /// Runs `work` with something to call as it goes on: a line on the terminal, or `nil` where nobody watches.
    static func showing<Value>(
        _ format: OutputFormat,
        _ work: ((@Sendable (HashingProgress) -> Void)?) async throws -> Value
    ) async throws -> Value {
        guard format == .text, Console.isTerminal(.error) else { return try await work(nil) }
        let line = ProgressLine()
        defer { line.clear() }
        return try await work { line.show($0) }
    }

    /// Shows a new state in the place of the last one.
    private func show(_ progress: HashingProgress) {
        let share = progress.totalByteCount > 0 ? Double(progress.byteCount) / Double(progress.totalByteCount) : 0
        let filled = Int(share * Double(Self.barLength))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.barLength - filled)
        let elapsed = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        let rate = elapsed > 0 ? Double(progress.byteCount) / elapsed : 0
        let left = rate > 0 ? Int(Double(progress.totalByteCount - progress.byteCount) / rate) + 1 : 0
        isShown.withLock { $0 = true }
        Console.write(
            "\r\u{1B}[K[\(bar)] \(Int(share * 100))% of \(ByteCount.text(progress.totalByteCount)), "
                + "\(ByteCount.text(Int64(rate)))/s, \(left) s left",
            to: .error
        )
    }

    /// Removes the line.
    private func clear() {
        isShown.withLock { shown in
            if shown { Console.write("\r\u{1B}[K", to: .error) }
            shown = false
        }
    }
}
