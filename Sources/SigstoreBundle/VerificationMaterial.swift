// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

/// What a bundle says a verifier needs (sigstore_bundle.proto, `VerificationMaterial`): claims, none of them trusted.
package struct VerificationMaterial: Sendable, Equatable {
    /// The `content` of the message: exactly one of these.
    package enum Content: Sendable, Equatable {
        case publicKey(PublicKeyIdentifier)
        /// DER certificates, leaf first (`x509CertificateChain`).
        case certificateChain([[UInt8]])
        /// One DER certificate (`certificate`).
        case certificate([UInt8])
    }

    /// `PublicKeyIdentifier`, with the fields that producers before OMS v1.1.0 wrote instead of a hint.
    package struct PublicKeyIdentifier: Sendable, Equatable {
        package let hint: String?
        /// The PEM text of the key, as old producers embedded it (OMS v1.0 §11.1).
        package let legacyPEM: [UInt8]?
        /// What they wrote beside it.
        package let legacyKeyDetails: JSONValue?

        package init(hint: String?, legacyPEM: [UInt8]? = nil, legacyKeyDetails: JSONValue? = nil) {
            (self.hint, self.legacyPEM, self.legacyKeyDetails) = (hint, legacyPEM, legacyKeyDetails)
        }
    }

    package let content: Content
    /// Transparency log entries and timestamps, kept as they came.
    package let transparencyLogEntries: [JSONValue]
    package let timestampVerificationData: JSONValue?

    package init(_ content: Content) {
        (self.content, transparencyLogEntries, timestampVerificationData) = (content, [], nil)
    }

    /// How many certificates a bundle may carry.
    package static let maximumCertificateCount = 10

    package init(_ fields: consuming JSONFields) throws(JSONError) {
        let publicKey = try fields.optionalObject("publicKey")
        let chain = try fields.optionalObject("x509CertificateChain")
        let certificate = try fields.optionalObject("certificate")
        switch (publicKey, chain, certificate) {
        case (let publicKey?, nil, nil): content = .publicKey(try Self.publicKeyIdentifier(publicKey))
        case (nil, let chain?, nil): content = .certificateChain(try Self.certificateChain(chain))
        case (nil, nil, let certificate?): content = .certificate(try Self.certificate(certificate))
        default:
            throw JSONError(
                .invalidValue,
                "'\(fields.path)' must hold exactly one of publicKey, x509CertificateChain and certificate"
            )
        }
        transparencyLogEntries = try fields.optionalArray("tlogEntries") ?? []
        for (index, entry) in transparencyLogEntries.enumerated() {
            try Self.requireOnly(Self.logEntryFields, in: entry, path: "\(fields.path(of: "tlogEntries"))[\(index)]")
        }
        timestampVerificationData = fields.value("timestampVerificationData")
        if let timestampVerificationData, timestampVerificationData != .null {
            let path = fields.path(of: "timestampVerificationData")
            try Self.requireOnly(["rfc3161Timestamps"], in: timestampVerificationData, path: path)
        }
        try fields.finish()
    }

    /// The fields of `TransparencyLogEntry` (sigstore_rekor.proto).
    private static let logEntryFields = [
        "logIndex", "logId", "kindVersion", "integratedTime", "inclusionPromise", "inclusionProof", "canonicalizedBody",
    ]

    /// Unknown fields are an error wherever a bundle has them, also in parts that these methods do not use.
    private static func requireOnly(_ names: [String], in value: JSONValue, path: String) throws(JSONError) {
        var fields = try JSONFields(value, path: path)
        for name in names { _ = fields.value(name) }
        try fields.finish()
    }

    private static func publicKeyIdentifier(
        _ fields: consuming JSONFields
    ) throws(JSONError) -> PublicKeyIdentifier {
        let hint = try fields.optionalString("hint")
        let legacyPEM = try fields.optionalString("rawBytes").map { (text) throws(JSONError) in
            try base64(text, at: fields.path(of: "rawBytes"))
        }
        let keyDetails = fields.value("keyDetails")
        try fields.finish()
        return PublicKeyIdentifier(hint: hint, legacyPEM: legacyPEM, legacyKeyDetails: keyDetails)
    }

    private static func certificateChain(_ fields: consuming JSONFields) throws(JSONError) -> [[UInt8]] {
        let path = fields.path(of: "certificates")
        let entries = try fields.array("certificates")
        try fields.finish()
        guard !entries.isEmpty, entries.count <= maximumCertificateCount else {
            throw JSONError(
                .invalidValue,
                "'\(path)' holds \(entries.count) certificates; 1 to \(maximumCertificateCount) are allowed"
            )
        }
        var certificates: [[UInt8]] = []
        for (index, entry) in entries.enumerated() {
            certificates.append(try certificate(JSONFields(entry, array: path, index: index)))
        }
        return certificates
    }

    private static func certificate(_ fields: consuming JSONFields) throws(JSONError) -> [UInt8] {
        let path = fields.path(of: "rawBytes")
        let der = try base64(try fields.string("rawBytes"), at: path)
        try fields.finish()
        return der
    }

    private static func base64(_ text: String, at path: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(text, allowing: .protobufJSON) else {
            throw JSONError(.invalidValue, "'\(path)' is not base64")
        }
        return bytes
    }

    /// The JSON form that OMS v1.0 §4.1 asks of producers.
    package var json: JSONValue {
        var members: [(String, JSONValue)] = []
        switch content {
        case .publicKey(let identifier):
            members.append(("publicKey", Self.json(identifier)))
        case .certificateChain(let certificates):
            members.append(("x509CertificateChain", .object(["certificates": .array(certificates.map(Self.json))])))
        case .certificate(let der):
            members.append(("certificate", Self.json(der)))
        }
        members.append(("tlogEntries", .array(transparencyLogEntries)))
        if let timestampVerificationData {
            members.append(("timestampVerificationData", timestampVerificationData))
        }
        return .object(JSONObject(members))
    }

    private static func json(_ identifier: PublicKeyIdentifier) -> JSONValue {
        var members: [(String, JSONValue)] = []
        if let hint = identifier.hint { members.append(("hint", .string(hint))) }
        if let legacyPEM = identifier.legacyPEM { members.append(("rawBytes", .string(Base64.encode(legacyPEM)))) }
        if let keyDetails = identifier.legacyKeyDetails { members.append(("keyDetails", keyDetails)) }
        return .object(JSONObject(members))
    }

    private static func json(_ der: [UInt8]) -> JSONValue {
        .object(["rawBytes": .string(Base64.encode(der))])
    }
}
