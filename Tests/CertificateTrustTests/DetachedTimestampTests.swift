// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import Foundation
import SignatureKeys
import Testing

/// Timestamps that stand beside a certificate, over the certificate as it is (RFC 6962 §3.2, `x509_entry`).
@Suite struct DetachedTimestampTests {
    /// `ASN.1Cert` in the place of `PreCert`.
    private struct Content {
        var version: UInt8 = 0
        var signatureType: UInt8 = 0
        var milliseconds: UInt64 = 1_750_000_000_123
        var entryType: UInt16 = 0
        var certificate: [UInt8]
        var extensions: [UInt8] = []

        var bytes: [UInt8] {
            [version, signatureType] + TimestampRecipe.number(milliseconds, 8)
                + TimestampRecipe.number(UInt64(entryType), 2)
                + TimestampRecipe.number(UInt64(certificate.count), 3) + certificate
                + TimestampRecipe.vector(extensions)
        }
    }

    private let chain: ChainRecipe
    private let leaf: X509Certificate
    private let issuer: X509Certificate
    private let log = TimestampRecipe()

    init() throws {
        chain = try ChainRecipe()
        (leaf, issuer) = (try chain.leaf.make(), try chain.intermediate.make())
    }

    /// A log's answer, of which the fields are those that were signed unless `content` was altered.
    private func timestamp(
        extensions: [UInt8] = [],
        altering alter: (inout Content) -> Void = { _ in }
    ) throws -> SignedCertificateTimestamp {
        var content = Content(certificate: leaf.der, extensions: extensions)
        alter(&content)
        let signature = Array(try log.key.signature(for: content.bytes).derRepresentation)
        return try SignedCertificateTimestamp(
            version: 0,
            logID: log.logID,
            milliseconds: 1_750_000_000_123,
            extensions: extensions,
            digitallySigned: [4, 3] + TimestampRecipe.vector(signature)
        )
    }

    private func verify(_ timestamp: SignedCertificateTimestamp, as form: SignedCertificateTimestamp.LoggedForm) throws
    {
        try timestamp.verify(leaf: leaf, issuer: issuer, key: log.publicKey, entry: form)
    }

    @Test func `verifies what a log promised of a certificate`() throws {
        let timestamp = try timestamp()
        try verify(timestamp, as: .certificate)
        #expect(timestamp.logID == log.logID && timestamp.milliseconds == 1_750_000_000_123)
        #expect(timestamp.date == Date(timeIntervalSince1970: 1_750_000_000.123))
        try verify(self.timestamp(extensions: [UInt8](repeating: 7, count: 300)), as: .certificate)
        // Who issued the certificate is in it, and not signed again.
        try timestamp.verify(leaf: leaf, issuer: leaf, key: log.publicKey, entry: .certificate)
    }

    @Test func `a promise of a certificate is none of a precertificate, and the other way round`() async throws {
        await expectTrustError(.invalidSCT) { try verify(timestamp(), as: .precertificate) }
        let item = try log.make(for: chain.leaf, under: chain.intermediate)
        var carrier = chain.leaf
        try carrier.add(timestamps: [item])
        let certificate = try carrier.make()
        let within = try #require(certificate.signedCertificateTimestamps().first)
        try within.verify(leaf: certificate, issuer: issuer, key: log.publicKey)
        await expectTrustError(.invalidSCT) {
            try within.verify(leaf: certificate, issuer: issuer, key: log.publicKey, entry: .certificate)
        }
    }

    @Test func `rejects a promise that differs from the certificate in one point`() async throws {
        let flaws: [(inout Content) -> Void] = [
            { $0.version = 1 }, { $0.signatureType = 1 }, { $0.milliseconds += 1 }, { $0.entryType = 1 },
            { $0.certificate[$0.certificate.count - 1] ^= 1 }, { $0.certificate.append(0) }, { $0.extensions = [0] },
        ]
        for flaw in flaws {
            let timestamp = try timestamp(altering: flaw)
            await expectTrustError(.invalidSCT, saying: ["CN=leaf"]) { try verify(timestamp, as: .certificate) }
        }
        let other = TimestampRecipe()
        let timestamp = try timestamp()
        await expectTrustError(.invalidSCT) {
            try timestamp.verify(leaf: leaf, issuer: issuer, key: other.publicKey, entry: .certificate)
        }
        await expectTrustError(.invalidSCT) {
            try timestamp.verify(leaf: issuer, issuer: issuer, key: log.publicKey, entry: .certificate)
        }
    }

    /// The fields of an answer that is read.
    private struct Fields {
        var version: Int64 = 0
        var logID = [UInt8](repeating: 1, count: 32)
        var milliseconds: Int64 = 1_750_000_000_123
        var extensions: [UInt8] = []
        var signature: [UInt8] = [4, 3, 0, 2, 7, 7]

        func read() throws -> SignedCertificateTimestamp {
            try SignedCertificateTimestamp(
                version: version,
                logID: logID,
                milliseconds: milliseconds,
                extensions: extensions,
                digitallySigned: signature
            )
        }
    }

    @Test func `takes fields with the lengths of version 1 alone`() async throws {
        let good: [(inout Fields) -> Void] = [
            { _ in }, { $0.milliseconds = 0 }, { $0.milliseconds = 253_402_300_799_999 },
            { $0.extensions = [UInt8](repeating: 0, count: 65_535) }, { $0.signature = [0, 0, 0, 0] },
        ]
        for edit in good {
            var fields = Fields()
            edit(&fields)
            #expect(try fields.read().logID == fields.logID)
        }
        let bad: [(inout Fields) -> Void] = [
            { $0.version = 1 }, { $0.version = -1 }, { $0.version = 256 }, { $0.version = .min }, { $0.logID = [] },
            { $0.logID.removeLast() }, { $0.logID.append(0) }, { $0.milliseconds = -1 }, { $0.milliseconds = .min },
            { $0.milliseconds = 253_402_300_800_000 }, { $0.milliseconds = .max },
            { $0.extensions = [UInt8](repeating: 0, count: 65_536) }, { $0.signature = [] },
            { $0.signature = [4] }, { $0.signature = [4, 3] }, { $0.signature = [4, 3, 0] },
            { $0.signature = [4, 3, 0, 2, 7] }, { $0.signature = [4, 3, 0, 2, 7, 7, 7] },
            { $0.signature = [4, 3, 255, 255, 7] },
        ]
        for edit in bad {
            var fields = Fields()
            edit(&fields)
            await expectTrustError(.malformedSCT) { _ = try fields.read() }
        }
    }

    @Test(arguments: [[4, 1], [4, 2], [5, 3], [2, 3], [8, 7], [0, 0]] as [[UInt8]])
    func `other algorithms are no log's`(_ algorithm: [UInt8]) async throws {
        var fields = Fields()
        fields.signature = algorithm + [0, 2, 7, 7]
        let timestamp = try fields.read()
        let code: CertificateTrustError.Code = algorithm == [4, 1] ? .invalidSCT : .unsupportedSCTAlgorithm
        await expectTrustError(code) { try verify(timestamp, as: .certificate) }
    }
}
