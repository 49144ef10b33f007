// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import Testing
import TextEncodings
import Timestamping

@Suite struct TimestampRequestTests {
    @Test func `writes what OpenSSL writes`() throws {
        let imprint = MessageImprint(of: Vector.message)
        #expect(
            try TimestampRequest(over: imprint, nonce: nil, includesCertificates: false).der
                == Vector("requests/plain.tsq").bytes
        )
        #expect(try TimestampRequest(over: imprint, nonce: nil).der == Vector("requests/certificates.tsq").bytes)
        let text = String(decoding: try Vector("requests/nonce.txt").bytes, as: UTF8.self)
        let nonce = try #require(Hexadecimal.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        let request = try TimestampRequest(over: MessageImprint(of: Vector.message, algorithm: .sha512), nonce: nonce)
        #expect(try request.der == Vector("requests/nonce.tsq").bytes)
    }

    @Test(
        arguments: [
            ([0x7F], [0x7F]), ([0x80], [0, 0x80]), ([0, 0x7F], [0x7F]), ([0, 0x80], [0, 0x80]), ([0], [0]),
            ([0, 0], [0]),
        ] as [([UInt8], [UInt8])]
    )
    func `writes a nonce as a number without a sign`(_ nonce: [UInt8], _ bytes: [UInt8]) throws {
        let request = try TimestampRequest(over: MessageImprint(of: []), nonce: nonce, includesCertificates: false)
        #expect(request.nonce == bytes)
        #expect(Array(request.der.suffix(bytes.count + 2)) == TestDER.element(0x02, bytes))
    }

    @Test func `bounds the nonce, and checks the digest's length`() async throws {
        let imprint = MessageImprint(of: [])
        await expectError(.malformed) { _ = try TimestampRequest(over: imprint, nonce: []) }
        _ = try TimestampRequest(over: imprint, nonce: [UInt8](repeating: 1, count: 32))
        await expectError(.tooLarge) {
            _ = try TimestampRequest(over: imprint, nonce: [UInt8](repeating: 1, count: 33))
        }
        await expectError(.malformed) { _ = try MessageImprint(algorithm: .sha384, digest: imprint.digest) }
    }

    @Test func `knows its answer`() async throws {
        var timestamp = TestTimestamp(try TestAuthority())
        let bare = try TimestampToken(parsing: timestamp.token)
        timestamp.certificates = TestDER.element(0xA0, timestamp.authority.signer.der)
        let token = try TimestampToken(parsing: timestamp.token)
        let imprint = MessageImprint(of: TestTimestamp.message)
        try TimestampRequest(over: imprint, nonce: [7]).check(token)
        try TimestampRequest(over: imprint, nonce: [7], includesCertificates: false).check(bare)
        await expectError(.missingCertificate) { try TimestampRequest(over: imprint, nonce: [7]).check(bare) }
        await expectError(.nonceMismatch) { try TimestampRequest(over: imprint, nonce: [8]).check(token) }
        await expectError(.nonceMismatch) { try TimestampRequest(over: imprint, nonce: nil).check(token) }
        await expectError(.imprintMismatch) {
            try TimestampRequest(over: MessageImprint(of: []), nonce: [7]).check(token)
        }
        let otherHash = MessageImprint(of: TestTimestamp.message, algorithm: .sha384)
        await expectError(.imprintMismatch) { try TimestampRequest(over: otherHash, nonce: [7]).check(token) }
    }
}
