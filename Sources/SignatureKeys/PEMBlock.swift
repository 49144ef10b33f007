// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One PEM block (RFC 7468): the bytes between `-----BEGIN label-----` and `-----END label-----`.
///
/// Text before, between and after blocks is ignored; lines end in LF or CR LF and may have any length. Base64 is padded,
/// and its unused bits are zero.
package struct PEMBlock: Sendable, Hashable {
    /// What the block says it holds, `PUBLIC KEY` for instance: printable ASCII.
    package let label: String
    /// The header fields of RFC 1421 §4.6, `Proc-Type: 4,ENCRYPTED` for instance: printable ASCII, continuation lines joined.
    package let headers: [String]
    /// The decoded body.
    package let bytes: [UInt8]

    /// The largest text that is parsed; a bundle of all of a system's root certificates is about 250 kB.
    package static let maximumByteCount = 4 << 20
    /// The most blocks in one text.
    package static let maximumBlockCount = 1024

    package init(label: String, headers: [String] = [], bytes: [UInt8]) {
        (self.label, self.headers, self.bytes) = (label, headers, bytes)
    }

    /// Returns the blocks of a text in their order; none at all is not an error here.
    ///
    /// - Throws: ``KeyError`` with code `malformedPEM` or `tooLarge`.
    package static func parse(_ bytes: [UInt8]) throws(KeyError) -> [PEMBlock] {
        guard bytes.count <= maximumByteCount else {
            throw KeyError(
                .tooLarge,
                "the PEM text has \(bytes.count) bytes, expected at most \(maximumByteCount): is it the right file?"
            )
        }
        var reader = PEMReader()
        var rest = bytes[...]
        // A byte order mark is what some editors put before the first line.
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            try reader.read(line: rest[..<end])
            rest = rest[end...].dropFirst()
        }
        return try reader.finish()
    }
}

/// Returns the PEM text of DER bytes: lines of 64 columns, each ended by LF (RFC 7468 §2).
package func pemText(label: String, der: [UInt8]) -> String {
    let columns = 64
    var body = Data(der).base64EncodedString()[...]
    var text = "-----BEGIN \(label)-----\n"
    while !body.isEmpty {
        text += body.prefix(columns) + "\n"
        body = body.dropFirst(columns)
    }
    return text + "-----END \(label)-----\n"
}
