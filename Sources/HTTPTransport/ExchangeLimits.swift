// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What one exchange may take.
public struct ExchangeLimits: Sendable, Hashable {
    /// 4 MiB, more than any metadata of TUF or Sigstore.
    public static let defaultByteCount = 4 << 20

    /// How long a reply's body may be.
    ///
    /// A reply with a status of 2xx whose body is longer is an error (``TransportError/Code/tooLong``), at once when its
    /// `Content-Length` says so. Of other replies, whose bodies only explain, what is longer is cut off.
    public var maximumByteCount: Int
    /// How long a server may be silent.
    public var idle: Duration
    /// How long everything may take, from the connection to the last byte.
    public var total: Duration

    /// Sets limits, with defaults for metadata and small files.
    public init(
        maximumByteCount: Int = ExchangeLimits.defaultByteCount,
        idle: Duration = .seconds(30),
        total: Duration = .seconds(300)
    ) {
        (self.maximumByteCount, self.idle, self.total) = (maximumByteCount, idle, total)
    }
}
