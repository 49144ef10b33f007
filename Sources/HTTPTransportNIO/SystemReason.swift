// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import SystemFiles

/// Why the system did not connect, in its own words alone: "Connection refused".
struct SystemReason: Error, CustomStringConvertible {
    let description: String

    /// nil for errors that have another reason.
    init?(_ error: any Error) {
        switch error {
        case let error as IOError: description = SystemFileError.text(error.errnoCode)
        case let error as NIOConnectionError:
            guard let reason = error.connectionErrors.lazy.compactMap({ SystemReason($0.error) }).first else {
                return nil
            }
            self = reason
        default: return nil
        }
    }
}
