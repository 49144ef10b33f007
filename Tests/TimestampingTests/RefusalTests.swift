// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SignatureKeys
import Testing
import Timestamping

/// Every rule: a response that differs from a good one in that point alone, and is signed anew where that matters.
@Suite struct RefusalTests {
    static let authority = Result { try TestAuthority() }

    @Test func `accepts the response that all others differ from`() async throws {
        let timestamp = try await TestTimestamp(Self.authority.get()).verify()
        #expect(timestamp.date == TestAuthority.now)
        #expect(timestamp.accuracy == .seconds(1))
        #expect(timestamp.serialNumber == [42])
        #expect(timestamp.policy == "1.3.6.1.4.1.57264.99")
        #expect(timestamp.authority == "CN=signer")
        #expect(try timestamp.path.certificates.last == Self.authority.get().root)
    }

    @Test func `bounds the size of a response`() async throws {
        var timestamp = try TestTimestamp(Self.authority.get())
        timestamp.unsignedAttributes = TestDER.element(0xA1, TestDER.octets([UInt8](repeating: 0, count: 60_000)))
        // ECDSA signatures differ in length: the token is made once.
        let token = try timestamp.token
        func response(_ byteCount: Int) -> [UInt8] {
            let text = [UInt8](repeating: 0x41, count: byteCount - token.count - 19)
            return TestDER.sequence(
                TestDER.sequence(TestDER.integer(0), TestDER.sequence(TestDER.element(0x0C, text))),
                token
            )
        }
        let largest = response(TimestampResponse.maximumByteCount)
        #expect(largest.count == TimestampResponse.maximumByteCount)
        _ = try TimestampResponse(parsing: largest)
        await expectError(.tooLarge) {
            _ = try TimestampResponse(parsing: response(TimestampResponse.maximumByteCount + 1))
        }
    }

    @Test(arguments: ["0.9.2342", "1.39.1", "2.0", "2.16.840", "2.47.1", "2.48.1", "2.999.3"])
    func `writes a policy as its numbers`(_ policy: String) async throws {
        var timestamp = try TestTimestamp(Self.authority.get())
        timestamp.policy = TestDER.oid(policy)
        #expect(try await timestamp.verify().policy == policy)
    }

    @Test(arguments: Refusal.all)
    func `refuses a response that breaks one rule`(_ refusal: Refusal) async throws {
        var timestamp = try TestTimestamp(Self.authority.get())
        try refusal.change(&timestamp)
        let changed = timestamp
        await expectError(refusal.code) { try await changed.verify() }
    }

    @Test(arguments: Variation.all)
    func `accepts what the specifications leave open`(_ variation: Variation) async throws {
        var timestamp = try TestTimestamp(Self.authority.get())
        try variation.change(&timestamp)
        #expect(try await timestamp.verify().date == TestAuthority.now)
    }
}
