// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Synchronization

/// One line on standard error that shows how far hashing has come; nothing when that is not a terminal.
final class ProgressLine: Sendable {
    private static let barLength = 24
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
        let left = progress.estimatedRemaining.map { ", \(Self.text($0)) left" } ?? ""
        isShown.withLock { $0 = true }
        Console.write(
            "\r\u{1B}[K[\(bar)] \(Int(share * 100))% of \(ByteCount.text(progress.totalByteCount)), "
                + "\(ByteCount.text(Int64(progress.bytesPerSecond)))/s\(left)",
            to: .error
        )
    }

    /// `5 s`, `2 min 5 s`, `3 h 2 min`; rounded up.
    private static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds + 1
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
        default: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    /// Removes the line.
    private func clear() {
        isShown.withLock { shown in
            if shown { Console.write("\r\u{1B}[K", to: .error) }
            shown = false
        }
    }
}
