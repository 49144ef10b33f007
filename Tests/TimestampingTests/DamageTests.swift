// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Testing
import Timestamping

/// Truncated and changed responses: refused, or the same timestamp.
@Suite struct DamageTests {
    @Test(arguments: ["imprint-sha256", "without-certificate", "cms-rsa-pss", "name-and-fraction"])
    func `refuses every truncation`(_ name: String) async throws {
        let vector = try Vector("good/\(name).tsr")
        for bytes in Mutation.truncations(of: vector.bytes) {
            await expectError(.malformed) { _ = try TimestampResponse(parsing: bytes) }
        }
        await expectError(.malformed) { _ = try TimestampResponse(parsing: vector.bytes + [0]) }
    }

    @Test func `refuses every changed bit of what is signed or binds it`() async throws {
        let vector = try Vector("good/without-certificate.tsr")
        // Granted or granted with modifications: the status is not signed, and both mean that there is a timestamp.
        let status = try #require(vector.bytes.firstRange(of: [0x30, 0x03, 0x02, 0x01, 0x00])).upperBound - 1
        #expect(try await harmlessBits(of: vector) == [status * 8])
    }

    @Test func `changed bits of embedded certificates change nothing when the signer is known`() async throws {
        let vector = try Vector("good/imprint-sha256.tsr")
        let status = try #require(vector.bytes.firstRange(of: [0x30, 0x03, 0x02, 0x01, 0x00])).upperBound - 1
        let certificate = try #require(vector.authority().signer)
        let place = try #require(vector.bytes.firstRange(of: certificate.der))
        // With the field's header of four bytes: another tag makes revocation lists of it, which nobody looks at.
        let area = (place.lowerBound - 4) * 8..<place.upperBound * 8
        let harmless = try await harmlessBits(of: vector)
        #expect(harmless.contains(status * 8))
        #expect(harmless.allSatisfy { $0 == status * 8 || area.contains($0) })
    }

    @Test func `refuses every changed bit of an embedded certificate that signed`() async throws {
        let vector = try Vector("good/unknown-signer.tsr")
        let status = try #require(vector.bytes.firstRange(of: [0x30, 0x03, 0x02, 0x01, 0x00])).upperBound - 1
        #expect(try await harmlessBits(of: vector) == [status * 8])
    }

    /// The bits whose change is not noticed. The verified timestamp must then be the same.
    private func harmlessBits(of vector: Vector) async throws -> [Int] {
        let authority = try vector.authority()
        let good = try await TimestampResponse(parsing: vector.bytes).token.verify(over: Vector.message, by: authority)
        var harmless: [Int] = []
        for bit in 0..<vector.bytes.count * 8 {
            do {
                let token = try TimestampResponse(parsing: Mutation.flip(bit, of: vector.bytes)).token
                #expect(try await token.verify(over: Vector.message, by: authority) == good)
                harmless.append(bit)
            } catch {
                // Its text quotes what was changed.
                #expect(!error.description.isEmpty)
            }
        }
        return harmless
    }
}
