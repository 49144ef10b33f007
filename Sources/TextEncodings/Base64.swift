// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Base64 as RFC 4648 defines it.
package enum Base64 {
    /// What a decoder accepts beyond the standard alphabet with padding (RFC 4648 §4).
    package struct Leniency: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Also the alphabet of §5, with `-` and `_`; never both alphabets in one text.
        package static let urlSafeAlphabet = Leniency(rawValue: 1)
        /// Also no padding at all (§3.2).
        package static let missingPadding = Leniency(rawValue: 2)
        /// Also a last character with bits that no byte holds (§3.5), so that several texts have one value.
        package static let nonzeroTrailingBits = Leniency(rawValue: 4)

        /// Also line breaks anywhere, CR and LF, as tools wrap long texts (§3.1).
        package static let lineBreaks = Leniency(rawValue: 8)

        /// What the JSON mapping of protocol buffers accepts for `bytes`.
        ///
        /// It says nothing of line breaks; the readers that Sigstore's services are written with pass over them, and
        /// bundles that were put together with `base64` have them.
        package static let protobufJSON: Leniency = [.urlSafeAlphabet, .missingPadding, .lineBreaks]
    }

    /// Decodes a text; nil when it has any other character, whitespace included, or the wrong length.
    package static func decode(_ text: String, allowing leniency: Leniency = []) -> [UInt8]? {
        var text = text
        if let bytes = text.withUTF8({ decode($0, allowing: leniency) }) { return bytes }
        // Found out only now, so that what has none is not looked through for them.
        guard leniency.contains(.lineBreaks), text.utf8.contains(where: isLineBreak) else { return nil }
        return text.utf8.filter { !isLineBreak($0) }.withUnsafeBufferPointer { decode($0, allowing: leniency) }
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Encodes with the standard alphabet and padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { output in
            bytes.withUnsafeBufferPointer { encode($0, to: output) }
            return length
        }
    }
}

extension Base64 {
    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Six bits of value under two flags. Both flags are set for a byte of neither alphabet, so that the flags of a
    /// whole text show at its end whether it had such a byte, or mixed the alphabets.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: flags, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        table[Int(UInt8(ascii: "+"))] = 62 | standardFlag
        table[Int(UInt8(ascii: "/"))] = 63 | standardFlag
        table[Int(UInt8(ascii: "-"))] = 62 | urlSafeFlag
        table[Int(UInt8(ascii: "_"))] = 63 | urlSafeFlag
        return table
    }()
    private static let standardFlag: UInt8 = 0x40
    private static let urlSafeFlag: UInt8 = 0x80
    private static let flags: UInt8 = 0xC0

    private static func decode(_ text: UnsafeBufferPointer<UInt8>, allowing leniency: Leniency) -> [UInt8]? {
        guard let count = unpaddedCount(text, allowing: leniency) else { return nil }
        let tail = count % 4
        guard tail != 1 else { return nil }
        var seen: UInt8 = 0
        var trailingBits: UInt8 = 0
        let byteCount = count / 4 * 3 + max(tail - 1, 0)
        let bytes = table.withUnsafeBufferPointer { table in
            [UInt8](unsafeUninitializedCapacity: byteCount) { output, initializedCount in
                var next = 0
                for index in stride(from: 0, to: count - tail, by: 4) {
                    let (a, b) = (table[Int(text[index])], table[Int(text[index + 1])])
                    let (c, d) = (table[Int(text[index + 2])], table[Int(text[index + 3])])
                    seen |= a | b | c | d
                    output[next] = a << 2 | (b & 0x3F) >> 4
                    output[next + 1] = b << 4 | (c & 0x3F) >> 2
                    output[next + 2] = c << 6 | d & 0x3F
                    next += 3
                }
                if tail > 0 {
                    let (a, b) = (table[Int(text[count - tail])], table[Int(text[count - tail + 1])])
                    let c = tail == 3 ? table[Int(text[count - 1])] : 0
                    seen |= a | b | c
                    output[next] = a << 2 | (b & 0x3F) >> 4
                    if tail == 3 { output[next + 1] = b << 4 | (c & 0x3F) >> 2 }
                    trailingBits = tail == 3 ? c & 0x03 : b & 0x0F
                }
                initializedCount = byteCount
            }
        }
        guard seen & flags != flags else { return nil }
        guard seen & urlSafeFlag == 0 || leniency.contains(.urlSafeAlphabet) else { return nil }
        guard trailingBits == 0 || leniency.contains(.nonzeroTrailingBits) else { return nil }
        return bytes
    }

    /// The number of characters before the padding; nil when that is not as long as it must be.
    private static func unpaddedCount(_ text: UnsafeBufferPointer<UInt8>, allowing leniency: Leniency) -> Int? {
        guard text.last == padding else {
            return text.count % 4 == 0 || leniency.contains(.missingPadding) ? text.count : nil
        }
        guard text.count % 4 == 0 else { return nil }
        // A third padding character is left to the table, which knows none.
        return text.count - (text[text.count - 2] == padding ? 2 : 1)
    }

    private static func encode(_ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>) {
        let whole = bytes.count / 3 * 3
        var next = 0
        alphabet.withUnsafeBufferPointer { alphabet in
            for index in stride(from: 0, to: whole, by: 3) {
                let (a, b, c) = (bytes[index], bytes[index + 1], bytes[index + 2])
                output[next] = alphabet[Int(a >> 2)]
                output[next + 1] = alphabet[Int((a & 0x03) << 4 | b >> 4)]
                output[next + 2] = alphabet[Int((b & 0x0F) << 2 | c >> 6)]
                output[next + 3] = alphabet[Int(c & 0x3F)]
                next += 4
            }
            guard whole < bytes.count else { return }
            let a = bytes[whole]
            let b = whole + 1 < bytes.count ? bytes[whole + 1] : nil
            output[next] = alphabet[Int(a >> 2)]
            output[next + 1] = alphabet[Int((a & 0x03) << 4 | (b ?? 0) >> 4)]
            output[next + 2] = b.map { alphabet[Int(($0 & 0x0F) << 2)] } ?? padding
            output[next + 3] = padding
        }
    }
}
