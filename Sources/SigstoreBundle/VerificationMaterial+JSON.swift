// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

extension VerificationMaterial {
    init(_ fields: consuming ProtobufFields) throws(JSONError) {
        content = try Content(&fields)
        var entries: [TransparencyLogEntry] = []
        for entry in try fields.messages("tlogEntries", maximumCount: Self.maximumLogEntryCount) {
            entries.append(try TransparencyLogEntry(entry))
        }
        transparencyLogEntries = entries
        if let data = try fields.message("timestampVerificationData") {
            timestamps = try Self.timestamps(data)
        } else {
            timestamps = []
        }
        try fields.finish()
    }

    private static func timestamps(_ data: consuming ProtobufFields) throws(JSONError) -> [[UInt8]] {
        var timestamps: [[UInt8]] = []
        for var timestamp in try data.messages("rfc3161Timestamps", maximumCount: maximumTimestampCount) {
            timestamps.append(try timestamp.requiredBytes("signedTimestamp"))
            try timestamp.finish()
        }
        try data.finish()
        return timestamps
    }

    /// The JSON form that OMS v1.0 §4.1 asks of producers.
    package var json: JSONValue {
        var members: [(String, JSONValue)] = []
        switch content {
        case .publicKey(let identifier):
            members.append(("publicKey", identifier.json))
        case .certificateChain(let certificates):
            members.append(("x509CertificateChain", .object(["certificates": .array(certificates.map(Self.json))])))
        case .certificate(let der):
            members.append(("certificate", Self.json(der)))
        }
        members.append(("tlogEntries", .array(transparencyLogEntries.map(\.json))))
        if !timestamps.isEmpty {
            let list = timestamps.map { JSONValue.object(["signedTimestamp": .string(Base64.encode($0))]) }
            members.append(("timestampVerificationData", .object(["rfc3161Timestamps": .array(list)])))
        }
        return .object(JSONObject(members))
    }

    private static func json(_ der: [UInt8]) -> JSONValue {
        .object(["rawBytes": .string(Base64.encode(der))])
    }
}

extension VerificationMaterial.Content {
    fileprivate init(_ fields: inout ProtobufFields) throws(JSONError) {
        try fields.requireAtMostOne(of: ["publicKey", "x509CertificateChain", "certificate"])
        if let publicKey = try fields.message("publicKey") {
            self = .publicKey(try VerificationMaterial.PublicKeyIdentifier(publicKey))
        } else if let chain = try fields.message("x509CertificateChain") {
            self = .certificateChain(try Self.chain(chain))
        } else if let certificate = try fields.message("certificate") {
            self = .certificate(try Self.certificate(certificate))
        } else {
            let message = "'\(fields.path)' has none of publicKey, x509CertificateChain and certificate"
            throw JSONError(.missingField, message)
        }
    }

    private static func chain(_ fields: consuming ProtobufFields) throws(JSONError) -> [[UInt8]] {
        let maximumCount = VerificationMaterial.maximumCertificateCount
        var certificates: [[UInt8]] = []
        for element in try fields.messages("certificates", maximumCount: maximumCount) {
            certificates.append(try certificate(element))
        }
        guard !certificates.isEmpty else { throw fields.missing("certificates") }
        try fields.finish()
        return certificates
    }

    private static func certificate(_ fields: consuming ProtobufFields) throws(JSONError) -> [UInt8] {
        let der = try fields.requiredBytes("rawBytes")
        try fields.finish()
        return der
    }
}

extension VerificationMaterial.PublicKeyIdentifier {
    fileprivate init(_ fields: consuming ProtobufFields) throws(JSONError) {
        hint = try fields.optionalString("hint")
        legacyPEM = try fields.optionalBytes("rawBytes")
        legacyKeyDetails = try fields.value("keyDetails")
        try fields.finish()
    }

    fileprivate var json: JSONValue {
        var members: [(String, JSONValue)] = []
        if let hint { members.append(("hint", .string(hint))) }
        if let legacyPEM { members.append(("rawBytes", .string(Base64.encode(legacyPEM)))) }
        if let legacyKeyDetails { members.append(("keyDetails", legacyKeyDetails)) }
        return .object(JSONObject(members))
    }
}

// Texts compare as bytes, as JSON values do.
extension VerificationMaterial.PublicKeyIdentifier: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}
