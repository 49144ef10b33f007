// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import Testing

@Suite struct PEMBlockTests {
    private func parse(_ text: String) throws(KeyError) -> [PEMBlock] { try PEMBlock.parse(Array(text.utf8)) }

    @Test func `reads every block in order and ignores the text around them`() throws {
        let blocks = try parse(
            """
            Subject: somebody
              -----BEGIN indented lines are text-----
            -----BEGIN A-----
            AQID
            -----END A-----
            between
            -----BEGIN SOME LABEL-----
            -----END SOME LABEL-----
            """
        )
        #expect(blocks == [PEMBlock(label: "A", bytes: [1, 2, 3]), PEMBlock(label: "SOME LABEL", bytes: [])])
    }

    @Test(arguments: [
        "-----BEGIN A-----\r\nAQID\r\nBAU=\r\n-----END A-----\r\n",
        "\u{FEFF}-----BEGIN A-----\nAQIDBAU=\n-----END A-----",
        "-----BEGIN A-----  \n\nA\nQID\n\n BAU\t\n=\n-----END A-----\t",
    ])
    func `accepts any line ends and lengths`(_ text: String) throws {
        #expect(try parse(text) == [PEMBlock(label: "A", bytes: [1, 2, 3, 4, 5])])
    }

    @Test func `reads the headers of RFC 1421 and joins their continuation lines`() throws {
        let blocks = try parse("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nX: 1\n  2\n\nAQID\n-----END A-----\n")
        #expect(blocks == [PEMBlock(label: "A", headers: ["Proc-Type: 4,ENCRYPTED", "X: 1  2"], bytes: [1, 2, 3])])
    }

    @Test func `finds no block in other text`() throws {
        #expect(try parse("nothing\n----- BEGIN A-----\n") == [])
        #expect(try parse("") == [])
    }

    @Test(arguments: [
        "-----BEGIN A-----\nAQID\n",
        "-----BEGIN A-----\nAQID\n-----END B-----\n",
        "-----BEGIN A-----\nAQID\n-----END A----\n",
        "-----BEGIN A----\nAQID\n-----END A-----\n",
        "-----BEGIN -----\nAQID\n-----END -----\n",
        "-----BEGIN \u{1B}-----\nAQID\n-----END \u{1B}-----\n",
        "-----BEGIN é-----\nAQID\n-----END é-----\n",
        "-----BEGIN \(String(repeating: "A", count: 65))-----\nAQID\n",
        "-----BEGIN A-----\nAQID\n-----BEGIN A-----\nAQID\n-----END A-----\n",
        "AQID\n-----END A-----\n",
        "-----BEGIN A-----\nAQI\n-----END A-----\n",
        "-----BEGIN A-----\nAQ=\n-----END A-----\n",
        "-----BEGIN A-----\nAQ===\n-----END A-----\n",
        "-----BEGIN A-----\nAQ==AQID\n-----END A-----\n",
        "-----BEGIN A-----\nAR==\n-----END A-----\n",
        "-----BEGIN A-----\nAQF=\n-----END A-----\n",
        "-----BEGIN A-----\n====\n-----END A-----\n",
        "-----BEGIN A-----\nAQ-D\n-----END A-----\n",
        "-----BEGIN A-----\nX: 1\n-----END A-----\n",
        "-----BEGIN A-----\nX: 1\nAQID\n-----END A-----\n",
        "-----BEGIN A-----\nX: \u{1B}\n\nAQID\n-----END A-----\n",
    ])
    func `rejects a malformed block`(_ text: String) {
        let error = #expect(throws: KeyError.self) { try parse(text) }
        #expect(error?.code == .malformedPEM)
    }

    @Test func `rejects more bytes, blocks and headers than the limits`() throws {
        let block = "-----BEGIN A-----\n-----END A-----\n"
        #expect(try parse(String(repeating: block, count: PEMBlock.maximumBlockCount)).count == 1024)
        for text in [
            String(repeating: block, count: PEMBlock.maximumBlockCount + 1),
            String(repeating: "\n", count: PEMBlock.maximumByteCount + 1),
            "-----BEGIN A-----\n" + String(repeating: "X: 1\n", count: 33) + "\n-----END A-----\n",
            "-----BEGIN A-----\nX: 1\n" + String(repeating: " x\n", count: 2048) + "\n-----END A-----\n",
        ] {
            let error = #expect(throws: KeyError.self) { try parse(text) }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test(arguments: [0, 1, 2, 3, 47, 48, 49, 96, 97])
    func `writes lines of 64 columns that read back`(_ byteCount: Int) throws {
        let bytes = (0..<byteCount).map { UInt8($0 * 7 & 0xFF) }
        let text = pemText(label: "A", der: bytes)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.count == 64 })
        #expect(lines.last == "")
        #expect(try parse(text) == [PEMBlock(label: "A", bytes: bytes)])
    }

    @Test func `survives any truncation and any flipped bit`() throws {
        let vector = try Vector("refused-private/legacyEncryption.pem")
        for bytes in Mutation.truncations(of: vector.bytes) { _ = try? PEMBlock.parse(bytes) }
        for bytes in Mutation.bitFlips(of: vector.bytes) { _ = try? PEMBlock.parse(bytes) }
    }
}
