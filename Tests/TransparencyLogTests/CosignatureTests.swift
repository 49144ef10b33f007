// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SignatureKeys
import Testing

@testable import TransparencyLog

/// C2SP tlog-cosignature, version 1.
@Suite struct CosignatureTests {
    private func checkpoint(_ lines: String...) throws -> Checkpoint {
        try Checkpoint(parsing: TestLog.note() + Array(lines.joined().utf8))
    }

    private func expectRefusal(
        _ code: TransparencyLogError.Code,
        _ lines: String...,
        by witness: NoteKey? = nil
    ) throws {
        let checkpoint = try checkpoint(lines.joined())
        let witness = try witness ?? TestLog.witness()
        let error = #expect(throws: TransparencyLogError.self) { try checkpoint.verifyCosignature(by: witness) }
        #expect(error?.code == code)
    }

    @Test func `gives the time at which the witness saw the checkpoint`() throws {
        let checkpoint = try checkpoint(TestLog.cosignature())
        try checkpoint.verify(by: TestLog.key())
        #expect(try checkpoint.verifyCosignature(by: TestLog.witness()) == Date(timeIntervalSince1970: 1_750_000_000))
    }

    @Test func `gives the earliest of several times`() throws {
        let checkpoint = try checkpoint(
            TestLog.cosignature(),
            TestLog.cosignature(at: 1_740_000_000),
            TestLog.cosignature(at: 1_760_000_000)
        )
        #expect(try checkpoint.verifyCosignature(by: TestLog.witness()) == Date(timeIntervalSince1970: 1_740_000_000))
    }

    @Test func `covers the time and the text`() throws {
        try expectRefusal(.invalidSignature, TestLog.cosignature(signedTime: TestLog.time + 1))
        let otherText = TestLog.text.replacing("7", with: "8")
        try expectRefusal(.invalidSignature, TestLog.cosignature(over: otherText))
        try expectRefusal(.invalidSignature, TestLog.cosignature(), TestLog.cosignature(over: otherText))
    }

    @Test func `is no signature of the log, nor the log's a cosignature`() throws {
        let witness = try TestLog.witness()
        let hint = try witness.cosignatureHint()
        #expect(hint != witness.keyHint)
        // The same key over the bare text, under either hint.
        let signature = try TestLog.ed25519(2).signature(for: Array(TestLog.text.utf8))
        try expectRefusal(.noMatchingSignature, TestLog.line(witness.name, witness.keyHint, signature))
        try expectRefusal(.malformedCosignature, TestLog.line(witness.name, hint, signature))
        try expectRefusal(
            .invalidSignature,
            TestLog.line(witness.name, hint, [UInt8](repeating: 0, count: 8) + signature)
        )
        let error = #expect(throws: TransparencyLogError.self) {
            try checkpoint(TestLog.cosignature()).verify(by: witness)
        }
        #expect(error?.code == .noMatchingSignature)
    }

    @Test func `comes from the witness that is asked for`() throws {
        try expectRefusal(.noMatchingSignature)
        let other = try NoteKey(name: TestLog.witnessName, key: TestLog.publicKey(TestLog.ed25519(3)))
        try expectRefusal(.noMatchingSignature, TestLog.cosignature(), by: other)
        let renamed = try NoteKey(name: "witness.example/w2", key: TestLog.witness().key)
        try expectRefusal(.noMatchingSignature, TestLog.cosignature(), by: renamed)
    }

    @Test func `has a time before the year 10000`() throws {
        let latest: UInt64 = 253_402_300_799
        let checkpoint = try checkpoint(TestLog.cosignature(at: latest))
        #expect(
            try checkpoint.verifyCosignature(by: TestLog.witness()).timeIntervalSince1970 == TimeInterval(latest)
        )
        for time in [latest + 1, UInt64(Int64.max), .max] {
            try expectRefusal(.malformedCosignature, TestLog.cosignature(at: time))
        }
    }

    @Test func `is 72 bytes long`() throws {
        let hint = try TestLog.witness().cosignatureHint()
        for byteCount in [1, 7, 8, 9, 64, 71, 73, 2428] {
            let line = TestLog.line(TestLog.witnessName, hint, [UInt8](repeating: 0, count: byteCount))
            try expectRefusal(.malformedCosignature, line)
        }
    }

    @Test func `is made with Ed25519`() throws {
        let key = PrivateKey.generate(.ecdsaP256SHA256).publicKey
        try expectRefusal(.unsupportedKey, by: NoteKey(name: TestLog.witnessName, key: key))
    }
}
