// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// Collects PEM blocks from the lines of a text, one line at a time (RFC 7468 §3, RFC 1421 §4.4).
struct PEMReader {
    private var blocks: [PEMBlock] = []
    private var open: OpenBlock?
    private var lineNumber = 0

    static let maximumLabelByteCount = 64
    static let maximumHeaderCount = 32
    /// The longest header of several lines: joining each to those before it would take quadratic time.
    static let maximumHeaderByteCount = 4 << 10

    /// A block whose END line has not been seen.
    private struct OpenBlock {
        enum Part { case beginning, headers, body }

        let label: String
        let lineNumber: Int
        var part = Part.beginning
        var headers: [String] = []
        var body: [UInt8] = []
    }

    /// Takes the next line, without its LF.
    mutating func read(line: ArraySlice<UInt8>) throws(KeyError) {
        lineNumber += 1
        let line = line.droppingTrailingWhitespace
        if let label = try label(of: line, after: "-----BEGIN ") {
            if let open { throw missingEnd(of: open) }
            guard blocks.count < PEMBlock.maximumBlockCount else {
                throw KeyError(
                    .tooLarge,
                    "the PEM text has more than \(PEMBlock.maximumBlockCount) blocks: is it the right file?"
                )
            }
            open = OpenBlock(label: label, lineNumber: lineNumber)
        } else if let label = try label(of: line, after: "-----END ") {
            try close(label)
        } else if var block = open {
            // Moved out and back, so that the body grows in place.
            open = nil
            try read(line, into: &block)
            open = block
        }
    }

    /// Returns the blocks once every line was read.
    func finish() throws(KeyError) -> [PEMBlock] {
        if let open { throw missingEnd(of: open) }
        return blocks
    }

    private mutating func close(_ label: String) throws(KeyError) {
        guard let block = open else {
            throw malformed("ends a \"\(label)\" block that did not begin")
        }
        guard block.label == label else {
            throw malformed("ends a \"\(label)\" block, expected the end of \"\(block.label)\"")
        }
        guard block.part != .headers, let bytes = Base64.decode(String(decoding: block.body, as: UTF8.self)) else {
            throw malformed("ends a \"\(label)\" block whose content is not base64")
        }
        blocks.append(PEMBlock(label: label, headers: block.headers, bytes: bytes))
        open = nil
    }

    private func read(_ line: ArraySlice<UInt8>, into block: inout OpenBlock) throws(KeyError) {
        if block.part == .beginning {
            block.part = line.contains(UInt8(ascii: ":")) ? .headers : .body
        }
        switch block.part {
        case .headers where line.isEmpty:
            block.part = .body
        case .headers:
            try readHeader(line, into: &block)
        case .beginning, .body:
            block.body += line.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        }
    }

    private func readHeader(_ line: ArraySlice<UInt8>, into block: inout OpenBlock) throws(KeyError) {
        guard line.allSatisfy({ $0 == UInt8(ascii: "\t") || (0x20...0x7E).contains($0) }) else {
            throw malformed("is a header with characters other than printable ASCII")
        }
        let text = String(decoding: line.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        if text.hasPrefix(" "), let last = block.headers.popLast() {
            guard last.utf8.count + text.utf8.count <= Self.maximumHeaderByteCount else {
                throw KeyError(.tooLarge, "a header of a PEM block has more than \(Self.maximumHeaderByteCount) bytes")
            }
            block.headers.append(last + text)
        } else if line.contains(UInt8(ascii: ":")) {
            guard block.headers.count < Self.maximumHeaderCount else {
                throw KeyError(.tooLarge, "a PEM block has more than \(Self.maximumHeaderCount) headers")
            }
            block.headers.append(text)
        } else {
            throw malformed("should be blank: the headers of a block end with a blank line")
        }
    }

    /// Returns the label of a BEGIN or END line, or nil if the line is not one.
    private func label(of line: ArraySlice<UInt8>, after prefix: String) throws(KeyError) -> String? {
        guard line.starts(with: prefix.utf8) else { return nil }
        let rest = line.dropFirst(prefix.utf8.count)
        let label = rest.dropLast(5)
        guard rest.suffix(5).elementsEqual("-----".utf8), (1...Self.maximumLabelByteCount).contains(label.count),
            label.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw malformed("is not a whole BEGIN or END line")
        }
        return String(decoding: label, as: UTF8.self)
    }

    private func malformed(_ what: String) -> KeyError {
        KeyError(.malformedPEM, "line \(lineNumber) of the PEM text \(what): restore the file from where it came")
    }

    private func missingEnd(of block: OpenBlock) -> KeyError {
        KeyError(
            .malformedPEM,
            "the \"\(block.label)\" block that begins on line \(block.lineNumber) of the PEM text has no END line: "
                + "restore the file from where it came"
        )
    }
}

extension ArraySlice<UInt8> {
    /// The slice without spaces, tabs and carriage returns at its end.
    fileprivate var droppingTrailingWhitespace: Self {
        let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
        guard let last = lastIndex(where: { !blanks.contains($0) }) else { return prefix(0) }
        return self[...last]
    }
}
