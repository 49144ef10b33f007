// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Attestation
public import CertificateTrust
import StrictJSON
import TextEncodings

/// A Sigstore bundle around a DSSE envelope: a detached signature and what is needed to check it, nothing checked.
///
/// Reading is strict: unknown fields, duplicate keys and trailing bytes are errors.
/// - SeeAlso: sigstore_bundle.proto; OMS v1.0 §4.
public struct SignatureBundle: Sendable, Equatable {
    /// The largest bundle that is read, in bytes: room for about two million signed files.
    public static let maximumByteCount = 512 << 20

    /// The largest number of JSON values in one: a few for the signature, some hundreds for log entries.
    private static let maximumValueCount = 1 << 16

    package static let mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    private static let knownMediaTypes = [
        mediaType,
        "application/vnd.dev.sigstore.bundle+json;version=0.3",
        "application/vnd.dev.sigstore.bundle+json;version=0.2",
        "application/vnd.dev.sigstore.bundle+json;version=0.1",
    ]

    package let mediaType: String
    package let verificationMaterial: VerificationMaterial
    package let envelope: DSSEEnvelope

    package init(verificationMaterial: VerificationMaterial, envelope: DSSEEnvelope) {
        (mediaType, self.verificationMaterial, self.envelope) = (Self.mediaType, verificationMaterial, envelope)
    }

    /// Reads a bundle's JSON.
    ///
    /// - Throws: ``SignatureBundleError`` with `tooLarge`, `malformed` or `wrongMediaType`.
    public init(parsing bytes: [UInt8]) throws(SignatureBundleError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw SignatureBundleError(.tooLarge, Self.tooLargeMessage(byteCount: Int64(bytes.count)))
        }
        guard !bytes.isEmpty else { throw SignatureBundleError(.malformed, "the bundle is empty") }
        do {
            var fields = try JSONFields(
                JSONValue(parsing: bytes, limits: JSONLimits(maximumValueCount: Self.maximumValueCount)),
                path: ""
            )
            mediaType = try fields.string("mediaType")
            guard Self.knownMediaTypes.contains(where: mediaType.hasSameBytes(as:)) else {
                throw SignatureBundleError(
                    .wrongMediaType,
                    "'\(mediaType.excerpt())' is not the media type of a Sigstore bundle; "
                        + "'\(Self.mediaType)' was expected"
                )
            }
            verificationMaterial = try VerificationMaterial(fields.object("verificationMaterial"))
            if fields.value("messageSignature") != nil {
                throw SignatureBundleError(
                    .malformed,
                    "the bundle signs a bare digest (messageSignature), not a DSSE envelope"
                )
            }
            envelope = try DSSEEnvelope(json: fields.required("dsseEnvelope"), path: "dsseEnvelope")
            try fields.finish()
        } catch let error as SignatureBundleError {
            throw error
        } catch {
            throw SignatureBundleError(.malformed, "it is not a Sigstore bundle", cause: error)
        }
    }

    static func tooLargeMessage(byteCount: Int64) -> String {
        "the bundle is \(byteCount) bytes long; at most \(maximumByteCount) are read"
    }

    /// The bundle as UTF-8 JSON, with a final newline.
    public var serialized: [UInt8] {
        let json: JSONValue = .object(
            JSONObject([
                ("mediaType", .string(mediaType)),
                ("verificationMaterial", verificationMaterial.json),
                ("dsseEnvelope", envelope.json),
            ])
        )
        return json.serialized() + [UInt8(ascii: "\n")]
    }
}

extension SignatureBundle {
    /// The certificates that came with the signature, for display: nothing about them has been checked.
    public var unverifiedCertificates: [X509Certificate] {
        switch verificationMaterial.content {
        case .publicKey: []
        case .certificate(let der): [der].compactMap { try? X509Certificate(der: $0) }
        case .certificateChain(let chain): chain.compactMap { try? X509Certificate(der: $0) }
        }
    }
}
