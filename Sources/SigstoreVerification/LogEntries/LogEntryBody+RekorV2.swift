// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import StrictJSON
import TextEncodings

/// The kinds of Rekor v2: protocol buffers' JSON, keys and certificates as DER.
/// - SeeAlso: Rekor v2 specification §4.3, "Types".
extension LogEntryBody {
    /// `{"hashedRekordV002": {"data": {"algorithm", "digest"}, "signature": {"content", "verifier": …}}}`
    static func hashedRekordV002(_ spec: inout JSONFields) throws -> LoggedSignature {
        var record = try spec.object("hashedRekordV002")
        let (algorithm, digest) = try hashOutput(record.object("data"))
        return try signed(record.object("signature"), .signedBytes, algorithm, digest)
    }

    /// `{"dsseV002": {"payloadHash": {"algorithm", "digest"}, "signatures": [{"content", "verifier": …}]}}`
    static func dsseV002(_ spec: inout JSONFields) throws -> LoggedSignature {
        var record = try spec.object("dsseV002")
        let (algorithm, digest) = try hashOutput(record.object("payloadHash"))
        let signature = try onlySignature(record.array("signatures"), "dsseV002.signatures")
        return try signed(signature, .payload(type: nil), algorithm, digest)
    }

    private static func signed(
        _ fields: JSONFields,
        _ subject: LoggedSignature.Subject,
        _ digestAlgorithm: DigestChoice,
        _ digest: [UInt8]
    ) throws -> LoggedSignature {
        var fields = fields
        var verifier = try fields.object("verifier")
        let certificate = try verifier.optionalObject("x509Certificate")
        let publicKey = try verifier.optionalObject("publicKey")
        let key: LoggedSignature.Verifier
        switch (certificate, publicKey) {
        case (var certificate?, nil):
            key = .certificate(try base64(certificate.string("rawBytes"), "x509Certificate.rawBytes"))
        case (nil, var publicKey?):
            // Read, so that the same point is the same key however it is encoded.
            let der = try base64(publicKey.string("rawBytes"), "publicKey.rawBytes")
            key = .publicKey(try PublicKey(derSPKI: der).derSPKI)
        default:
            throw JSONError(.invalidValue, "verifier must hold one of x509Certificate and publicKey")
        }
        return LoggedSignature(
            signature: try base64(fields.string("content"), "signature.content"),
            verifier: key,
            keyDetails: try keyDetails(verifier.string("keyDetails")),
            subject: subject,
            digestAlgorithm: digestAlgorithm,
            digest: digest
        )
    }

    /// `HashOutput` of sigstore_common.proto.
    private static func hashOutput(_ fields: JSONFields) throws -> (DigestChoice, [UInt8]) {
        var fields = fields
        let name = try fields.string("algorithm")
        guard let choice = HashAlgorithmName(protobufName: name)?.digest else {
            throw BundleVerificationError(
                .unsupportedAlgorithm,
                "the log entry's hash is '\(name.excerpt())'; SHA2_256, SHA2_384 or SHA2_512 was expected"
            )
        }
        let digest = try base64(fields.string("digest"), "digest")
        guard digest.count == choice.byteCount else {
            throw JSONError(.invalidValue, "\(fields.path(of: "digest")) is not \(choice.byteCount) bytes long")
        }
        return (choice, digest)
    }

    private static func keyDetails(_ name: String) throws -> PublicKeyDetails {
        guard let details = PublicKeyDetails(protobufName: name), details.algorithm != nil else {
            throw BundleVerificationError(
                .unsupportedAlgorithm,
                "the log entry's signature is of the kind '\(name.excerpt())', which this version does not verify"
            )
        }
        return details
    }
}
