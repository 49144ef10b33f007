// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import Foundation
import SignatureKeys
import SwiftASN1
import Testing
import X509

/// One point in which what a log signed differs from the certificate it came in.
struct TimestampFlaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let spoil: @Sendable (inout TimestampRecipe.Content) throws -> Void

    static let all = [
        TimestampFlaw(testDescription: "version") { $0.version = 1 },
        TimestampFlaw(testDescription: "type of signature") { $0.signatureType = 1 },
        TimestampFlaw(testDescription: "time") { $0.milliseconds += 1 },
        TimestampFlaw(testDescription: "type of entry") { $0.entryType = 0 },
        TimestampFlaw(testDescription: "issuer") { $0.issuerKeyHash[31] ^= 1 },
        TimestampFlaw(testDescription: "certificate") { $0.certificate[$0.certificate.count - 1] ^= 1 },
        TimestampFlaw(testDescription: "extensions") { $0.extensions = [0] },
    ]
}

@Suite struct SignedCertificateTimestampTests {
    private let chain: ChainRecipe

    init() throws { chain = try ChainRecipe() }

    /// The leaf with these timestamps, and what it then carries.
    private func leaf(with items: [[UInt8]]) throws -> (X509Certificate, [SignedCertificateTimestamp]) {
        var leaf = chain.leaf
        try leaf.add(timestamps: items)
        let certificate = try leaf.make()
        return (certificate, try certificate.signedCertificateTimestamps())
    }

    private func verify(
        _ log: TimestampRecipe,
        altering alter: (inout TimestampRecipe.Content) throws -> Void = { _ in }
    )
        throws
    {
        let item = try log.make(for: chain.leaf, under: chain.intermediate, altering: alter)
        let (leaf, timestamps) = try leaf(with: [item])
        try #require(timestamps.first)
            .verify(leaf: leaf, issuer: chain.intermediate.make(), key: log.publicKey)
    }

    @Test func `verifies what a log promised`() throws {
        var log = TimestampRecipe()
        try verify(log)
        log.extensions = Array(repeating: 7, count: 300)
        try verify(log)
    }

    @Test(arguments: TimestampFlaw.all)
    func `rejects a promise that differs from the certificate in one point`(_ flaw: TimestampFlaw) async {
        await expectTrustError(.invalidSCT, saying: ["CN=leaf"]) { try verify(TimestampRecipe(), altering: flaw.spoil) }
    }

    @Test func `rejects another key, another certificate and another issuer`() async throws {
        let log = TimestampRecipe()
        let (leaf, timestamps) = try leaf(with: [log.make(for: chain.leaf, under: chain.intermediate)])
        let timestamp = try #require(timestamps.first)
        let (issuer, root) = (try chain.intermediate.make(), try chain.root.make())
        try timestamp.verify(leaf: leaf, issuer: issuer, key: log.publicKey)
        await expectTrustError(.invalidSCT) {
            try timestamp.verify(leaf: leaf, issuer: issuer, key: TimestampRecipe().publicKey)
        }
        await expectTrustError(.invalidSCT) { try timestamp.verify(leaf: leaf, issuer: root, key: log.publicKey) }
        var other = chain.leaf
        other.serialNumber += 1
        await expectTrustError(.invalidSCT) {
            try timestamp.verify(leaf: other.make(), issuer: issuer, key: log.publicKey)
        }
    }

    @Test func `verifies each of several timestamps by its own key`() async throws {
        let logs = [TimestampRecipe(), TimestampRecipe(), TimestampRecipe()]
        let items = try logs.map { try $0.make(for: chain.leaf, under: chain.intermediate) }
        let (leaf, timestamps) = try leaf(with: items)
        #expect(timestamps.map(\.logID) == logs.map(\.logID))
        let issuer = try chain.intermediate.make()
        for (timestamp, log) in zip(timestamps, logs) {
            try timestamp.verify(leaf: leaf, issuer: issuer, key: log.publicKey)
        }
        await expectTrustError(.invalidSCT) {
            try timestamps[0].verify(leaf: leaf, issuer: issuer, key: logs[1].publicKey)
        }
    }

    @Test func `takes out the list wherever it stands among the extensions`() throws {
        let log = TimestampRecipe()
        let (issuer, before, after) = (chain.intermediate, [UInt8](1...9), [UInt8](repeating: 1, count: 300))
        var plain = chain.leaf
        plain.add([1, 2, 3], before)
        plain.add([1, 2, 4], after)
        var leaf = chain.leaf
        leaf.add([1, 2, 3], before)
        try leaf.add(timestamps: [log.make(for: plain, under: issuer)])
        leaf.add([1, 2, 4], after)
        let certificate = try leaf.make()
        try #require(certificate.signedCertificateTimestamps().first)
            .verify(leaf: certificate, issuer: issuer.make(), key: log.publicKey)
    }

    @Test func `leaves out extensions of which only the list is there`() throws {
        let log = TimestampRecipe()
        var plain = try CertificateRecipe(selfSigned: "plain")
        plain.hasKeyIdentifiers = false
        var leaf = plain
        try leaf.add(timestamps: [log.make(for: plain, under: plain)])
        let certificate = try leaf.make()
        try #require(certificate.signedCertificateTimestamps().first)
            .verify(leaf: certificate, issuer: certificate, key: log.publicKey)
    }

    @Test(
        arguments: [(0, 3), (2, 3), (5, 3), (6, 3), (8, 7), (4, 0), (4, 2), (4, 7), (8, 3), (255, 255)]
            as [(UInt8, UInt8)]
    )
    func `refuses algorithms that are not RFC 6962's`(hash: UInt8, scheme: UInt8) async {
        var log = TimestampRecipe()
        (log.hash, log.scheme) = (hash, scheme)
        await expectTrustError(.unsupportedSCTAlgorithm, saying: ["\(hash)", "\(scheme)"]) { [log] in try verify(log) }
    }

    @Test func `rejects an algorithm that is not the key's`() async {
        var log = TimestampRecipe()
        log.scheme = 1
        await expectTrustError(.invalidSCT, saying: ["log's key"]) { [log] in try verify(log) }
    }

    @Test func `verifies RSA signatures, and no others by an RSA key`() async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let publicKey = try PublicKey(derSPKI: Array(key.publicKey.derRepresentation))
        var log = TimestampRecipe()
        (log.scheme, log.extensions) = (1, [1, 2, 3])
        var signed: [UInt8] = []
        _ = try log.make(for: chain.leaf, under: chain.intermediate) { signed = $0.bytes }
        let issuer = try chain.intermediate.make()
        let good = try key.signature(for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5)
        let (leaf, timestamps) = try leaf(with: [log.serialized(signature: Array(good.rawRepresentation))])
        let timestamp = try #require(timestamps.first)
        try timestamp.verify(leaf: leaf, issuer: issuer, key: publicKey)
        await expectTrustError(.invalidSCT, saying: ["log's key"]) {
            let padded = try #require(publicKey.with(algorithm: .rsaPSSSHA256))
            try timestamp.verify(leaf: leaf, issuer: issuer, key: padded)
        }

        let others = [
            try key.signature(for: SHA256.hash(data: signed), padding: .PSS),
            try key.signature(for: SHA384.hash(data: signed), padding: .insecurePKCS1v1_5),
        ]
        for other in others {
            let (leaf, timestamps) = try self.leaf(with: [log.serialized(signature: Array(other.rawRepresentation))])
            await expectTrustError(.invalidSCT) {
                try #require(timestamps.first).verify(leaf: leaf, issuer: issuer, key: publicKey)
            }
        }
    }

    @Test func `verifies SHA-256 by keys on larger curves`() throws {
        let key = P384.Signing.PrivateKey()
        let log = TimestampRecipe()
        var signed: [UInt8] = []
        _ = try log.make(for: chain.leaf, under: chain.intermediate) { signed = $0.bytes }
        let signature = Array(try key.signature(for: SHA256.hash(data: signed)).derRepresentation)
        let (leaf, timestamps) = try leaf(with: [log.serialized(signature: signature)])
        try #require(timestamps.first).verify(
            leaf: leaf,
            issuer: chain.intermediate.make(),
            key: PublicKey(derSPKI: Array(key.publicKey.derRepresentation))
        )
    }

    @Test func `rejects signatures in another encoding, empty or cut short`() async throws {
        let log = TimestampRecipe()
        var signed: [UInt8] = []
        _ = try log.make(for: chain.leaf, under: chain.intermediate) { signed = $0.bytes }
        let signature = try log.key.signature(for: signed)
        let good = Array(signature.derRepresentation)
        let issuer = try chain.intermediate.make()
        for bad in [[], Array(good.dropLast()), good + [0], Array(signature.rawRepresentation)] {
            let (leaf, timestamps) = try leaf(with: [log.serialized(signature: bad)])
            await expectTrustError(.invalidSCT) {
                try #require(timestamps.first).verify(leaf: leaf, issuer: issuer, key: log.publicKey)
            }
        }
    }

    @Test func `rejects a certificate with two lists`() async throws {
        let log = TimestampRecipe()
        let item = try log.make(for: chain.leaf, under: chain.intermediate)
        let (leaf, _) = try leaf(with: [item])
        // X509 makes no such certificate, so the list's identifier is put in place of another of the same length.
        var twice = chain.leaf
        try twice.add(timestamps: [item])
        twice.add([1, 3, 6, 1, 4, 1, 11129, 2, 4, 3], [5, 0])
        var der = try twice.make().der
        let poison: [UInt8] = [0x2B, 6, 1, 4, 1, 0xD6, 0x79, 2, 4, 3]
        let place = try #require(der.indices.first { der[$0...].starts(with: poison) })
        der[place + 9] = 2
        await expectTrustError(.malformedCertificate) { [der] in _ = try X509Certificate(der: der) }
        _ = try leaf.signedCertificateTimestamps()
    }
}
