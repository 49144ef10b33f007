// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How many threads hash.
struct JobsOption: ParsableArguments {
    /// More than any machine has cores.
    private static let maximumCount = 4096

    @Option(
        name: .customLong("jobs"),
        help: ArgumentHelp("Hash with at most this many threads. (default: one for each core)", valueName: "n")
    )
    var count: Int?

    func validate() throws {
        guard let count, !(1...Self.maximumCount).contains(count) else { return }
        throw ValidationError("--jobs must be a number from 1 to \(Self.maximumCount)")
    }
}
