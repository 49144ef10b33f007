// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A log's key and what a trust root says of it.
package struct TestLogInstance: Sendable {
    package var baseURL: String
    package var key: TestKey
    package var window = TestWindow()
    /// The key's name in `PublicKeyDetails`; one that begins with `PKCS1_` changes the encoding too.
    package var details: String?
    /// What the log hashes before it signs; what goes with the key where it is `nil`. It does not change `details`.
    package var digest: TestDigest?
    /// The tree's.
    package var hashAlgorithm = "SHA2_256"
    /// SHA-256 of the key's SubjectPublicKeyInfo where it is `nil`.
    package var logID: [UInt8]?
    package var checkpointKeyID: [UInt8]?
    package var operatorName: String?

    package init(baseURL: String, key: TestKey) { (self.baseURL, self.key) = (baseURL, key) }

    /// The `TransparencyLogInstance` of a trust root.
    func json() throws -> TestJSON {
        let details = details ?? key.details
        let bytes = try details.hasPrefix("PKCS1_") ? key.rawPublicKey() : key.subjectPublicKeyInfo()
        var result: TestJSON = [
            "baseUrl": .string(baseURL),
            "hashAlgorithm": .string(hashAlgorithm),
            "publicKey": ["rawBytes": .bytes(bytes), "keyDetails": .string(details), "validFor": window.json],
            "logId": ["keyId": .bytes(try logID ?? key.keyID())],
        ]
        if let checkpointKeyID { result["checkpointKeyId"] = ["keyId": .bytes(checkpointKeyID)] }
        if let operatorName { result["operator"] = .string(operatorName) }
        return result
    }
}

/// The time for which something is trusted.
package struct TestWindow: Sendable, Hashable {
    package var start: Date?
    package var end: Date?

    package init(from start: Date? = TestSigstore.now - 30 * 86_400, to end: Date? = nil) {
        (self.start, self.end) = (start, end)
    }

    /// A `TimeRange`.
    var json: TestJSON {
        var result = TestJSON.object([])
        for (name, date) in [("start", start), ("end", end)] {
            guard let date else { continue }
            let isWhole = date.timeIntervalSince1970.rounded() == date.timeIntervalSince1970
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole)
            result[name] = .string(date.formatted(style))
        }
        return result
    }
}
