// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

extension FuzzTarget {
    /// Blocks that were read are the same after they were written, their headers and the text around them apart.
    static func pem(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let blocks: [PEMBlock]
        do {
            blocks = try PEMBlock.parse(input)
        } catch {
            return .refused(error)
        }
        let written = blocks.map { pemText(label: $0.label, der: $0.bytes) }.joined(separator: "between\n")
        let again = try? PEMBlock.parse(Array(written.utf8))
        let bare = blocks.map { PEMBlock(label: $0.label, bytes: $0.bytes) }
        // Writing may exceed the limit on the text, which reading did not: lines are as short as they can be.
        try require(
            again == bare || written.utf8.count > PEMBlock.maximumByteCount,
            "PEM that was written reads the same"
        )
        return blocks.isEmpty ? .refused : .accepted
    }
}
