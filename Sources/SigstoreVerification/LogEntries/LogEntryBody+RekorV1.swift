// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import StrictJSON
import TextEncodings

/// The kinds of Rekor v1: hashes in hexadecimal under Go's names, keys and certificates as PEM in base64.
/// - SeeAlso: Rekor v1 specification §1.1, "Pluggable types".
extension LogEntryBody {
    /// `{"data": {"hash": …}, "signature": {"content", "publicKey": {"content"}}}`
    static func hashedRekordV001(_ spec: inout JSONFields) throws -> LoggedSignature {
        var data = try spec.object("data")
        let (algorithm, digest) = try hash(data.object("hash"))
        var signature = try spec.object("signature")
        var publicKey = try signature.object("publicKey")
        return LoggedSignature(
            signature: try base64(signature.string("content"), "signature.content"),
            verifier: try verifier(base64(publicKey.string("content"), "publicKey.content")),
            keyDetails: nil,
            subject: .signedBytes,
            digestAlgorithm: algorithm,
            digest: digest
        )
    }

    /// `{"payloadHash": …, "signatures": [{"signature", "verifier"}]}`; `envelopeHash` depends on the JSON's spelling.
    static func dsseV001(_ spec: inout JSONFields) throws -> LoggedSignature {
        let (algorithm, digest) = try hash(spec.object("payloadHash"))
        var signature = try onlySignature(spec.array("signatures"), "signatures")
        return LoggedSignature(
            signature: try base64(signature.string("signature"), "signature"),
            verifier: try verifier(base64(signature.string("verifier"), "verifier")),
            keyDetails: nil,
            subject: .payload(type: nil),
            digestAlgorithm: algorithm,
            digest: digest
        )
    }

    /// `{"content": {"envelope": {"payloadType", "signatures": [{"publicKey", "sig"}]}, "payloadHash": …}}`: the
    /// signature is base64 of base64.
    static func intotoV002(_ spec: inout JSONFields) throws -> LoggedSignature {
        var content = try spec.object("content")
        let (algorithm, digest) = try hash(content.object("payloadHash"))
        var envelope = try content.object("envelope")
        var signature = try onlySignature(envelope.array("signatures"), "envelope.signatures")
        let inner = try base64(signature.string("sig"), "sig")
        return LoggedSignature(
            signature: try base64(String(decoding: inner, as: UTF8.self), "sig"),
            verifier: try verifier(base64(signature.string("publicKey"), "publicKey")),
            keyDetails: nil,
            subject: .payload(type: try envelope.string("payloadType")),
            digestAlgorithm: algorithm,
            digest: digest
        )
    }

    /// `{"algorithm": "sha256", "value": hexadecimal}`
    private static func hash(_ fields: JSONFields) throws -> (DigestChoice, [UInt8]) {
        var fields = fields
        let name = try fields.string("algorithm")
        guard let algorithm = ArtifactDigest.Algorithm.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) })
        else {
            throw BundleVerificationError(
                .unsupportedAlgorithm,
                "the log entry's hash is '\(name.excerpt())'; sha256, sha384 or sha512 was expected"
            )
        }
        let value = try fields.string("value")
        guard let digest = Hexadecimal.decode(value), digest.count == algorithm.choice.byteCount else {
            throw JSONError(.invalidValue, "\(fields.path(of: "value")) is not a \(name) in hexadecimal")
        }
        return (algorithm.choice, digest)
    }

    static func onlySignature(_ elements: [JSONValue], _ path: String) throws -> JSONFields {
        guard let first = elements.first, elements.count == 1 else {
            throw JSONError(.invalidValue, "\(path) holds \(elements.count) signatures, not one")
        }
        return try JSONFields(first, array: path, index: 0)
    }

    static func base64(_ text: String, _ path: String) throws -> [UInt8] {
        guard let bytes = Base64.decode(text) else { throw JSONError(.invalidValue, "\(path) is not base64") }
        return bytes
    }

    /// One certificate or one public key in PEM.
    private static func verifier(_ pem: [UInt8]) throws -> LoggedSignature.Verifier {
        if let certificates = try? X509Certificate.parse(pem: pem), let first = certificates.first,
            certificates.count == 1
        {
            return .certificate(first.der)
        }
        return .publicKey(try PublicKey(pem: pem).derSPKI)
    }
}
