// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles

/// One piece of content to hash: a whole file or a byte range of one.
package struct HashingRequest: Sendable {
    /// The file, relative to the root.
    package let path: String
    /// The file as it was listed: hashing something else is an error.
    package let state: FileState
    /// The bytes to hash; `nil` for the whole file.
    package let range: Range<Int64>?

    package init(path: String, state: FileState, range: Range<Int64>? = nil) {
        (self.path, self.state, self.range) = (path, state, range)
    }

    /// The bytes to hash.
    var bytes: Range<Int64> { range ?? 0..<max(0, state.byteCount) }

    /// The number of bytes that will be read.
    package var byteCount: Int64 { bytes.upperBound - bytes.lowerBound }
}

extension Sequence<HashingRequest> {
    /// The number of bytes in all; sparse files can claim more than fit, which gives the largest number there is.
    package var totalByteCount: Int64 {
        reduce(0) { sum, request in
            let (result, overflow) = sum.addingReportingOverflow(request.byteCount)
            return overflow ? .max : result
        }
    }
}
