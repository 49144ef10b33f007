// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import CertificateTrust
import StrictJSON
import TextEncodings

/// What a certificate authority answered; nothing about it is known to be true.
package struct IssuedCertificate: Sendable {
    package let certificate: X509Certificate
    /// A log's promise that stands beside the certificate; nil if it is within.
    package let timestamp: SignedCertificateTimestamp?

    private static let maximumChainLength = 10

    /// Reads a `SigningCertificate`: a chain from the leaf on, with the log's timestamp in the leaf or beside the chain.
    /// - SeeAlso: fulcio.proto.
    package init(parsing bytes: [UInt8]) throws {
        var fields = try ProtobufFields(JSONValue(parsing: bytes), path: "")
        try fields.requireAtMostOne(of: ["signedCertificateEmbeddedSct", "signedCertificateDetachedSct"])
        if var embedded = try fields.message("signedCertificateEmbeddedSct") {
            (certificate, timestamp) = (try Self.leaf(&embedded), nil)
        } else {
            var detached = try fields.requiredMessage("signedCertificateDetachedSct")
            timestamp = try Self.timestamp(detached.requiredBytes("signedCertificateTimestamp"))
            certificate = try Self.leaf(&detached)
        }
    }

    /// The first certificate. The others are not looked at: bundles do not carry them, and the trust root has its own.
    private static func leaf(_ fields: inout ProtobufFields) throws -> X509Certificate {
        var chain = try fields.requiredMessage("chain")
        let certificates = try chain.array("certificates", maximumCount: maximumChainLength)
        guard case .string(let pem)? = certificates.first else { throw chain.missing("certificates") }
        guard let leaf = try X509Certificate.parse(pem: Array(pem.utf8)).first else {
            throw chain.missing("certificates")
        }
        return leaf
    }

    /// `AddChainResponse`, as a certificate transparency log answers (RFC 6962 §4.1), in JSON.
    private static func timestamp(_ bytes: [UInt8]) throws -> SignedCertificateTimestamp {
        var fields = try JSONFields(JSONValue(parsing: bytes), path: "signedCertificateTimestamp")
        func decoded(_ name: String) throws -> [UInt8] {
            guard let bytes = Base64.decode(try fields.string(name)) else {
                throw JSONError(.invalidValue, "\(fields.path(of: name)) is not base64")
            }
            return bytes
        }
        return try SignedCertificateTimestamp(
            version: fields.integer("sct_version"),
            logID: decoded("id"),
            milliseconds: fields.integer("timestamp"),
            extensions: fields.optionalString("extensions").map { _ in try decoded("extensions") } ?? [],
            digitallySigned: decoded("signature")
        )
    }
}
