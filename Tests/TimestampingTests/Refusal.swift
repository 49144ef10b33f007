// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import Timestamping

/// A change and the code that it must be refused with.
struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: TimestampError.Code
    let change: @Sendable (inout TestTimestamp) throws -> Void

    init(
        _ code: TimestampError.Code,
        _ name: String,
        _ change: @escaping @Sendable (inout TestTimestamp) throws -> Void
    ) {
        (testDescription, self.code, self.change) = (name, code, change)
    }

    static let all = response + signedData + signerInfo + attributes + certificateBinding + algorithms + content
}
