// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Attestation
public import CertificateTrust
import StrictJSON
import TextEncodings

/// A Sigstore bundle: a detached signature and what is needed to check it, nothing checked.
///
/// Reading is strict: unknown fields, duplicate keys and trailing bytes are errors. What the fields must say beyond that,
/// which depends on the version, is the verifier's business.
/// - SeeAlso: sigstore_bundle.proto; OMS v1.0 §4.
public struct SignatureBundle: Sendable, Equatable {
    /// The largest bundle that is read, in bytes: room for about two million signed files.
    public static let maximumByteCount = 512 << 20

    /// The largest number of JSON values in one: a few for the signature, some hundreds for log entries.
    private static let maximumValueCount = 1 << 16

    /// The version of the format, which decides what a verifier must find.
    package enum Version: Sendable {
        case v0_1
        case v0_2
        case v0_3
    }

    /// What was signed, and the signature: the `content` of the message.
    package enum Content: Sendable, Equatable {
        /// A payload and its type.
        case envelope(DSSEEnvelope)
        /// A file that is not in the bundle.
        case messageSignature(MessageSignature)
    }

    package static let mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    private static let knownMediaTypes: [(name: String, version: Version)] = [
        (mediaType, .v0_3),
        ("application/vnd.dev.sigstore.bundle+json;version=0.3", .v0_3),
        ("application/vnd.dev.sigstore.bundle+json;version=0.2", .v0_2),
        ("application/vnd.dev.sigstore.bundle+json;version=0.1", .v0_1),
    ]

    package let mediaType: String
    package let version: Version
    package let verificationMaterial: VerificationMaterial
    package let content: Content

    package init(verificationMaterial: VerificationMaterial, content: Content) {
        (mediaType, version) = (Self.mediaType, .v0_3)
        (self.verificationMaterial, self.content) = (verificationMaterial, content)
    }

    package init(verificationMaterial: VerificationMaterial, envelope: DSSEEnvelope) {
        self.init(verificationMaterial: verificationMaterial, content: .envelope(envelope))
    }

    /// The envelope, unless the bundle signs a file that is not in it.
    package var envelope: DSSEEnvelope? {
        if case .envelope(let envelope) = content { envelope } else { nil }
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
            let limits = JSONLimits(maximumValueCount: Self.maximumValueCount)
            var fields = try ProtobufFields(JSONValue(parsing: bytes, limits: limits), path: "")
            guard let mediaType = try fields.optionalString("mediaType") else { throw fields.missing("mediaType") }
            guard let known = Self.knownMediaTypes.first(where: { $0.name.hasSameBytes(as: mediaType) }) else {
                throw SignatureBundleError(
                    .wrongMediaType,
                    "'\(mediaType.excerpt())' is not the media type of a Sigstore bundle; "
                        + "'\(Self.mediaType)' was expected"
                )
            }
            (self.mediaType, version) = known
            verificationMaterial = try VerificationMaterial(fields.requiredMessage("verificationMaterial"))
            content = try Content(&fields)
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
                content.member,
            ])
        )
        return json.serialized() + [UInt8(ascii: "\n")]
    }
}

extension SignatureBundle.Content {
    fileprivate init(_ fields: inout ProtobufFields) throws {
        try fields.requireAtMostOne(of: ["messageSignature", "dsseEnvelope"])
        if let signature = try fields.message("messageSignature") {
            self = .messageSignature(try MessageSignature(signature))
        } else if let envelope = try fields.value("dsseEnvelope") {
            self = .envelope(try DSSEEnvelope(json: envelope, path: fields.path(of: "dsseEnvelope")))
        } else {
            throw JSONError(.missingField, "the bundle has neither dsseEnvelope nor messageSignature")
        }
    }

    fileprivate var member: (String, JSONValue) {
        switch self {
        case .envelope(let envelope): ("dsseEnvelope", envelope.json)
        case .messageSignature(let signature): ("messageSignature", signature.json)
        }
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
