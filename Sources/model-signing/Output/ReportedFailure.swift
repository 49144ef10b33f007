// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A failure that has been printed already: only its status is left to give.
struct ReportedFailure: Error {
    let status: ExitStatus
}
