// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A signed certificate timestamp (RFC 6962 §3.2); every test changes one thing.
package struct TestSCT: Sendable {
    /// Which of the instance's certificate logs.
    package var log = 0
    package var date = TestSigstore.now
    package var version: UInt8 = 0
    package var extensions: [UInt8] = []
    /// Signs instead of the log's key.
    package var key: TestKey?
    package var logID: [UInt8]?
    /// Is signed over a certificate with another serial number.
    package var coversOtherCertificate = false
    /// Is signed for another issuer.
    package var issuerKeyHash: [UInt8]?
    /// 1 for a precertificate, 0 for a certificate.
    package var entryType: UInt8 = 1
    /// SHA-256, which RFC 6962 §2.1.4 demands.
    package var digest = TestDigest.sha256
    /// TLS 1.2's numbers of hash and signature; those of the hash and of the log's key by default.
    package var algorithm: [UInt8]?
    package var signature: Alteration<[UInt8]> = { _ in }

    package init(log: Int = 0) { self.log = log }

    /// The extension 1.3.6.1.4.1.11129.2.4.2 with a list.
    static func list(
        _ timestamps: [TestSCT],
        over certificate: TestX509,
        by logs: [TestCTLog],
        under issuerKey: TestKey
    ) throws -> TestExtension {
        let items = try timestamps.map { try $0.make(over: certificate, by: logs, under: issuerKey) }
        let list = vector(items.flatMap { vector($0) })
        return TestExtension("1.3.6.1.4.1.11129.2.4.2", TestDER.octets(list))
    }

    private func make(over certificate: TestX509, by logs: [TestCTLog], under issuerKey: TestKey) throws -> [UInt8] {
        let log = logs[self.log]
        var covered = certificate
        if coversOtherCertificate { covered.serialNumber = TestX509.serialNumber("another leaf") }
        let content = covered.toBeSigned(for: issuerKey)
        let entry =
            try [0, entryType] + (issuerKeyHash ?? issuerKey.keyID()) + Self.bytes(content.count, count: 3) + content
        return try [version] + (logID ?? log.instance.key.keyID()) + Self.bytes(milliseconds, count: 8)
            + Self.vector(extensions) + sign(entry, by: log)
    }

    /// What a log answers for a certificate that is there already: the SCT beside it, of `x509_entry`, as JSON (§4.1).
    func detached(over certificate: [UInt8], by logs: [TestCTLog]) throws -> TestJSON {
        let log = logs[self.log]
        var covered = certificate
        if coversOtherCertificate { covered[covered.count - 1] ^= 1 }
        let entry = [0, 0] + Self.bytes(covered.count, count: 3) + covered
        return [
            "sct_version": .number("\(version)"), "id": .bytes(try logID ?? log.instance.key.keyID()),
            "timestamp": .number("\(milliseconds)"), "extensions": .bytes(extensions),
            "signature": .bytes(try sign(entry, by: log)),
        ]
    }

    private var milliseconds: Int { Int((date.timeIntervalSince1970 * 1000).rounded()) }

    /// The digitally-signed struct of §3.2 over version, certificate_timestamp, time, entry, extensions.
    private func sign(_ entry: [UInt8], by log: TestCTLog) throws -> [UInt8] {
        let message = [version, 0] + Self.bytes(milliseconds, count: 8) + entry + Self.vector(extensions)
        var signature = try (key ?? log.instance.key).sign(message, hashedWith: digest)
        try self.signature(&signature)
        let hash: UInt8 =
            switch digest {
            case .sha256: 4
            case .sha384: 5
            case .sha512: 6
            }
        let numbers = algorithm ?? [hash, log.instance.key.kind == .rsaPKCS1 ? 1 : 3]
        return numbers + Self.vector(signature)
    }

    /// A length of two bytes, then the bytes.
    private static func vector(_ content: [UInt8]) -> [UInt8] { bytes(content.count, count: 2) + content }

    private static func bytes(_ value: Int, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// A log of certificates.
package struct TestCTLog: Sendable {
    package var instance: TestLogInstance

    package init(named name: String = "ct", _ kind: TestKey.Kind = .p256) {
        instance = TestLogInstance(baseURL: "https://\(name).sigstore.test", key: TestKey(kind, named: name))
    }
}
