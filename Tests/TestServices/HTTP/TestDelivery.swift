// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How an answer reaches the client. Every way but the first is a fault that clients have to survive.
package enum TestDelivery: Sendable, Hashable {
    /// All of it, with its length.
    case whole
    /// All of it, but only after so many milliseconds.
    case late(milliseconds: Int)
    /// With its length, but the connection ends after this many bytes of the body.
    case truncated(after: Int)
    /// With a length that is not that of the body; behind the body the connection ends.
    case announcing(byteCount: Int)
    /// Without a length; the connection's end is the body's (RFC 9112 §6.3).
    case withoutLength
    /// Without a length; the body again and again, until the client goes or `endlessByteCount` bytes are out.
    case endless
    /// The same in chunks (RFC 9112 §7.1) without a last one.
    case endlessChunks
    /// Not a byte, and the connection stays open until the client goes.
    case silent
    /// This many bytes of the body, then nothing until the client goes.
    case stalling(after: Int)
    /// Not a byte; the connection ends.
    case closed
    /// A head that ends in its middle, with the connection.
    case halfHead
    /// A head with so many bytes of fields.
    case longHead(byteCount: Int)
    /// These bytes, which are not HTTP.
    case garbage([UInt8])
    /// A head alone; behind it the connection is one with this port of the loopback interface, as behind a proxy's answer
    /// to CONNECT (RFC 9110 §9.3.6).
    case tunnel(port: UInt16)

    /// Where an endless body ends all the same, in case the client never goes.
    package static let endlessByteCount = 1 << 30
}
