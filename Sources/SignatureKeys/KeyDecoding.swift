// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// The largest key in DER: a private RSA key of 16384 bits, which is only read to name it, has about 9 kB.
let maximumKeyByteCount = 64 << 10

/// Reads DER, and turns what goes wrong on the way into one error.
///
/// - Parameter name: what the bytes should be, with its article, for a message.
/// - Throws: ``KeyError`` with code `tooLarge` or `malformedKey`, or the one `body` throws.
func decodeKey<Value>(
    _ name: String,
    from der: [UInt8],
    _ body: (ASN1Node) throws -> Value
) throws(KeyError) -> Value {
    guard der.count <= maximumKeyByteCount else {
        throw KeyError(.tooLarge, "found \(der.count) bytes, expected \(name) of at most \(maximumKeyByteCount)")
    }
    do {
        return try body(DER.parse(der))
    } catch let error as KeyError {
        throw error
    } catch {
        throw KeyError(
            .malformedKey,
            "the bytes are not \(name) in DER: restore the key from where it came",
            cause: error
        )
    }
}
