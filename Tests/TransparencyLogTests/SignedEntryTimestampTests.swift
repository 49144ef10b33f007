// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import Testing

@testable import TransparencyLog

@Suite struct SignedEntryTimestampTests {
    private static let logID = [UInt8](repeating: 0xAB, count: 32)
    private static let body = Array(#"{"kind":"hashedrekord"}?>"#.utf8)

    @Test func `signs four members as canonical JSON`() {
        let bytes = SignedEntryTimestamp.signedBytes(
            body: [0xFB, 0xFF, 0xFE, 0],
            integratedTime: 1_689_177_396,
            logID: [0, 0xAB, 0xFF],
            logIndex: 27_244_549
        )
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"body":"+//+AA==","integratedTime":1689177396,"logID":"00abff","logIndex":27244549}"#
        )
    }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `verifies a promise, and no other`(_ algorithm: ECDSAAlgorithm) throws {
        let key = PrivateKey.generate(algorithm)
        let signature = try key.signature(
            for: SignedEntryTimestamp.signedBytes(
                body: Self.body,
                integratedTime: 7,
                logID: Self.logID,
                logIndex: .max
            )
        )
        func verify(
            _ signature: [UInt8] = signature,
            body: [UInt8] = Self.body,
            time: Int64 = 7,
            logID: [UInt8] = Self.logID,
            logIndex: Int64 = .max,
            by key: PublicKey = key.publicKey
        ) throws(TransparencyLogError) {
            try SignedEntryTimestamp.verify(
                signature,
                body: body,
                integratedTime: time,
                logID: logID,
                logIndex: logIndex,
                by: key
            )
        }
        try verify()
        let others: [() throws -> Void] = [
            { try verify(body: Self.body + [0]) }, { try verify(body: []) }, { try verify(time: 8) },
            { try verify(time: -7) }, { try verify(logID: Array(Self.logID.dropLast())) },
            { try verify(logIndex: .min) }, { try verify(by: PrivateKey.generate(algorithm).publicKey) },
            { try verify([]) }, { try verify(Array(signature.dropLast())) }, { try verify(signature + [0]) },
        ]
        for other in others {
            let error = #expect(throws: TransparencyLogError.self) { try other() }
            #expect(error?.code == .invalidSignature)
        }
    }

    @Test func `verifies no flipped bit of the promise`() throws {
        let key = PrivateKey.generate(.ecdsaP256SHA256)
        let signature = try key.signature(
            for: SignedEntryTimestamp.signedBytes(body: Self.body, integratedTime: 7, logID: Self.logID, logIndex: 3)
        )
        for bit in 0..<signature.count * 8 {
            var changed = signature
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: TransparencyLogError.self) {
                try SignedEntryTimestamp.verify(
                    changed,
                    body: Self.body,
                    integratedTime: 7,
                    logID: Self.logID,
                    logIndex: 3,
                    by: key.publicKey
                )
            }
        }
    }
}
