// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// How much of a reply's body there may be, for transports to apply while bytes arrive.
package struct ReplyLimit: Sendable {
    private let maximumByteCount: Int
    private let isSuccess: Bool
    private let address: WebAddress

    package init(_ limits: ExchangeLimits, status: HTTPResponse.Status, address: WebAddress) {
        (maximumByteCount, self.address) = (max(limits.maximumByteCount, 0), address)
        isSuccess = status.kind == .successful
    }

    /// Refuses a length before any of it has arrived.
    ///
    /// - Throws: `tooLong`.
    package func check(announced byteCount: Int) throws(TransportError) {
        guard isSuccess, byteCount > maximumByteCount else { return }
        throw error("announces a body of \(byteCount) bytes")
    }

    /// Adds bytes to the body; `false` once there are enough of them.
    ///
    /// - Throws: `tooLong`.
    package func append(_ bytes: some Collection<UInt8>, to body: inout [UInt8]) throws(TransportError) -> Bool {
        let room = maximumByteCount - body.count
        guard bytes.count > room else {
            body += bytes
            return true
        }
        guard !isSuccess else { throw error("sends more than that") }
        body += bytes.prefix(room)
        return false
    }

    private func error(_ event: String) -> TransportError {
        TransportError(
            .tooLong,
            "the reply of '\(address.shown)' may have \(maximumByteCount) bytes, but it \(event): it is not what was asked for"
        )
    }
}
