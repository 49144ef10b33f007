// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import Foundation
import Testing
import Timestamping
import X509

@Suite struct TimestampAuthorityTests {
    private static let now = TestAuthority.now
    private static let day = TestAuthority.day

    @Test func `needs a certificate, and not too many`() async throws {
        await expectError(.noCertificate) { _ = try TimestampAuthority(chain: []) }
        let root = try TestAuthority().root
        let chain = Array(repeating: root, count: TimestampAuthority.maximumCertificateCount)
        #expect(try TimestampAuthority(chain: chain).signer == nil)
        await expectError(.tooManyCertificates) { _ = try TimestampAuthority(chain: chain + [root]) }
    }

    @Test func `knows the signer if the chain begins with it`() throws {
        let authority = try TestAuthority()
        #expect(try authority.trusted.signer == authority.signer)
        #expect(try TimestampAuthority(chain: [authority.signer]).signer == authority.signer)
        #expect(try TimestampAuthority(chain: [authority.intermediate, authority.root]).signer == nil)
    }

    @Test func `trusts any certificate at the end of the chain`() async throws {
        let authority = try TestAuthority()
        let timestamp = TestTimestamp(authority)
        for chain in [[authority.signer, authority.intermediate], [authority.signer]] {
            let verified = try await timestamp.verify(by: TimestampAuthority(chain: chain))
            #expect(verified.path.certificates == chain)
        }
    }

    @Test func `finds an unknown signer in the timestamp`() async throws {
        let authority = try TestAuthority()
        var timestamp = TestTimestamp(authority)
        let trusted = try TimestampAuthority(chain: [authority.intermediate, authority.root])
        let bare = timestamp
        await expectError(.missingCertificate) { try await bare.verify(by: trusted) }
        timestamp.certificates = TestDER.element(0xA0, authority.intermediate.der)
        let withoutSigner = timestamp
        await expectError(.missingCertificate) { try await withoutSigner.verify(by: trusted) }
        timestamp.certificates = TestDER.element(0xA0, authority.signer.der)
        #expect(try await timestamp.verify(by: trusted).signer == authority.signer)
        // With the intermediate from the timestamp, and with a root in it too.
        let root = try TimestampAuthority(chain: [authority.root])
        let withoutIntermediate = timestamp
        await expectError(.untrustedAuthority) { try await withoutIntermediate.verify(by: root) }
        let all = [authority.root, authority.signer, authority.intermediate].flatMap(\.der)
        timestamp.certificates = TestDER.element(0xA0, all)
        #expect(try await timestamp.verify(by: root).path.certificates.count == 3)
    }

    @Test func `never trusts what comes with the timestamp`() async throws {
        let (authority, other) = (try TestAuthority(), try TestAuthority())
        var timestamp = TestTimestamp(other)
        timestamp.certificates = TestDER.element(0xA0, other.signer.der + other.intermediate.der + other.root.der)
        let foreign = timestamp
        for chain in [[authority.intermediate, authority.root], [authority.root]] {
            await expectError(.untrustedAuthority) { try await foreign.verify(by: TimestampAuthority(chain: chain)) }
        }
    }

    @Test func `takes no other certificate than the known signer's`() async throws {
        // Two signers of one authority: the one that is not named must not sign, whatever comes with the timestamp.
        let (authority, other) = (try TestAuthority(), try TestAuthority())
        var timestamp = TestTimestamp(other)
        timestamp.certificates = TestDER.element(0xA0, other.signer.der)
        timestamp.signerIdentifier = TestDER.sequence(TestTimestamp.commonName("other"), TestTimestamp.serialNumber)
        let foreign = timestamp
        await expectError(.untrustedAuthority) {
            try await foreign.verify(by: TimestampAuthority(chain: [authority.signer, other.intermediate, other.root]))
        }
    }

    @Test func `does not take an authority for a signer`() async throws {
        let authority = try TestAuthority()
        var timestamp = TestTimestamp(authority)
        timestamp.certificates = TestDER.element(0xA0, authority.intermediate.der)
        timestamp.signerIdentifier = TestDER.sequence(
            TestTimestamp.commonName("root"),
            TestDER.element(0x02, [0x12, 0x34, 0x0C])
        )
        let changed = timestamp
        // The name is right; the hash is the signer's.
        await expectError(.signerMismatch) {
            try await changed.verify(by: TimestampAuthority(chain: [authority.intermediate, authority.root]))
        }
    }

    @Test func `bounds the certificates of a path`() async throws {
        let authority = try TestAuthority()
        var timestamp = TestTimestamp(authority)
        let others = try (0..<7).map { _ in try TestAuthority().intermediate.der }
        timestamp.certificates = TestDER.element(0xA0, authority.signer.der + others.flatMap { $0 })
        let changed = timestamp
        try await changed.verify(by: TimestampAuthority(chain: [authority.intermediate, authority.root]))
        let long = Array(repeating: authority.intermediate, count: 5) + [authority.root]
        await expectError(.tooManyCertificates) { try await changed.verify(by: TimestampAuthority(chain: long)) }
    }

    @Test(arguments: [0, -1, 1])
    func `counts both ends of each certificate's validity`(_ offset: TimeInterval) async throws {
        let changes: [(ClosedRange<Date>) -> (inout TestAuthority.Content) -> Void] = [
            { dates in { $0.dates = dates } }, { dates in { $0.intermediateDates = dates } },
            { dates in { $0.rootDates = dates } },
        ]
        for change in changes {
            let (day, moved) = (Self.day, Self.now + offset)
            try await verify(offset <= 0 ? nil : .notYetValid, change(moved...moved + day))
            try await verify(offset >= 0 ? nil : .expired, change(moved - day...moved))
        }
    }

    @Test func `includes the whole of a certificate's last second`() async throws {
        let authority = try TestAuthority { $0.dates = Self.now - Self.day...Self.now }
        var timestamp = TestTimestamp(authority)
        timestamp.time = TestDER.time("20250615120000.999Z")
        #expect(try await timestamp.verify().date.timeIntervalSince1970 == Self.now.timeIntervalSince1970 + 0.999)
        timestamp.time = TestDER.time("20250615120001Z")
        let late = timestamp
        await expectError(.notValidAtTime) { try await late.verify() }
    }

    @Test func `requires time-stamping as the only usage, and critical`() async throws {
        let changes: [(inout TestAuthority.Content) -> Void] = [
            { $0.usages = [] }, { $0.usages = [.codeSigning] }, { $0.usages = [.timeStamping, .codeSigning] },
            { $0.usages = [.any] }, { $0.areUsagesCritical = false },
        ]
        for change in changes {
            let timestamp = TestTimestamp(try TestAuthority(.p256(P256.Signing.PrivateKey()), change))
            await expectError(.missingUsage) { try await timestamp.verify() }
        }
    }

    @Test func `accepts an alternative name of the signer`() async throws {
        let authority = try TestAuthority { $0.names = [.dnsName("example.com")] }
        var timestamp = TestTimestamp(authority)
        timestamp.name = TestDER.element(0xA0, TestDER.element(0x82, Array("example.com".utf8)))
        try await timestamp.verify()
        timestamp.name = TestDER.element(0xA0, TestDER.element(0x82, Array("example.org".utf8)))
        let changed = timestamp
        await expectError(.signerMismatch) { try await changed.verify() }
    }

    /// Verifies with an authority of this content; the cause of a refusal must have this code.
    private func verify(
        _ code: CertificateTrustError.Code?,
        _ change: (inout TestAuthority.Content) -> Void
    ) async throws {
        let timestamp = TestTimestamp(try TestAuthority(.p256(P256.Signing.PrivateKey()), change))
        do {
            try await timestamp.verify()
            #expect(code == nil)
        } catch let error as TimestampError {
            #expect(error.code == .notValidAtTime, "\(error)")
            #expect((error.cause as? CertificateTrustError)?.code == code)
        }
    }
}
