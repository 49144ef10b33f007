// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

@Suite struct ECDSASignatureValueTests {
    @Test(arguments: ECDSAAlgorithm.allCases)
    func `a raw signature becomes the DER of the same numbers`(_ algorithm: ECDSAAlgorithm) throws {
        let key = PrivateKey.generate(algorithm)
        // Random numbers of all lengths: one in 256 is a byte shorter, one in two needs a zero before it.
        for number in UInt8.min..<64 {
            let signature = try key.signature(for: [number])
            let value = try #require(ECDSASignatureValue(der: signature, for: algorithm))
            #expect(try ECDSASignatureValue(raw: value.raw, for: algorithm).der == signature)
        }
    }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `small numbers are written in their fewest bytes`(_ algorithm: ECDSAAlgorithm) throws {
        let width = algorithm.coordinateByteCount
        let raw = [UInt8](repeating: 0, count: width - 1) + [1] + [UInt8](repeating: 0, count: width - 1) + [0x80]
        let value = try ECDSASignatureValue(raw: raw, for: algorithm)
        #expect(value.der == [0x30, 7, 2, 1, 1, 2, 2, 0, 0x80])
        #expect(
            try ECDSASignatureValue(raw: [UInt8](repeating: 0, count: 2 * width), for: algorithm).der == [
                0x30, 6, 2, 1, 0, 2, 1, 0,
            ]
        )
        for length in [0, width, 2 * width - 1, 2 * width + 1] {
            let error = #expect(throws: KeyError.self) {
                try ECDSASignatureValue(raw: [UInt8](repeating: 1, count: length), for: algorithm)
            }
            #expect(error?.code == .malformedSignature)
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a remote key is given a digest if its algorithm hashes, and else the message`(_ algorithm: SignatureAlgorithm)
    {
        let message = Array("a message".utf8)
        switch SigningInput(message, for: algorithm) {
        case .digest(let bytes, let digest):
            #expect(digest == algorithm.digest)
            #expect(bytes == digest.hash(message))
        case .message(let bytes):
            #expect([.ed25519, .mlDSA65, .mlDSA87].contains(algorithm))
            #expect(bytes == message)
        }
    }
}
