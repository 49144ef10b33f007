// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Arguments that do not fit together or name files that cannot be used.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    let status: ExitStatus

    init(_ description: String, status: ExitStatus = .usage) {
        (self.description, self.status) = (description, status)
    }
}
