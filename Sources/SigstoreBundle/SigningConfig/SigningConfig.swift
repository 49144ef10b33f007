// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The services that a signer uses, and how many of each (sigstore_trustroot.proto).
public struct SigningConfig: Sendable {
    /// How many services one list may have.
    package static let maximumServiceCount = 256

    /// Who issues certificates (Fulcio): base URLs.
    public let certificateAuthorities: [Service]
    /// Who says who people are (OpenID Connect): base URLs.
    public let identityProviders: [Service]
    /// Logs of signatures (Rekor): base URLs.
    public let transparencyLogs: [Service]
    /// How many logs to write to; nil when the configuration does not say.
    public let transparencyLogSelector: Selector?
    /// Who signs time (RFC 3161): URLs to post to.
    public let timestampAuthorities: [Service]
    /// How many timestamps to get; nil when the configuration does not say.
    public let timestampAuthoritySelector: Selector?

    /// How many services of a kind to use: never two of one operator, nor of different versions.
    public enum Selector: Sendable, Hashable {
        /// Any one.
        case any
        /// All of them.
        case all
        /// So many, at least one.
        case exactly(Int)
    }

    /// Reads the JSON of a signing configuration, version 0.2.
    ///
    /// - Throws: ``TrustedRootError`` with `tooLarge`, `malformed`, `wrongMediaType`, `unsupportedVersion` or
    ///   `missingValidityStart`.
    public init(parsing bytes: [UInt8]) throws(TrustedRootError) {
        self = try TrustDocument.parse(bytes, as: Self.kind) { try SigningConfig(&$0) }
    }

    /// Reads a file; one that is too large is refused before it is read.
    ///
    /// - Throws: ``TrustedRootError`` as ``init(parsing:)`` does, and with `notFound` or `unreadable`.
    public init(contentsOf file: URL) throws(TrustedRootError) {
        self = try TrustDocument.read(file, as: Self.kind) { bytes throws(TrustedRootError) in
            try SigningConfig(parsing: bytes)
        }
    }
}

extension SigningConfig {
    static let kind = "signing configuration"
    private static let mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json"
    private static let oldMediaTypes = [
        "application/vnd.dev.sigstore.signingconfig.v0.1+json",
        "application/vnd.dev.sigstore.signingconfig+json;version=0.1",
    ]

    /// Reads the fields; the caller finishes.
    init(_ fields: inout ProtobufFields) throws {
        let mediaType = try fields.string("mediaType")
        guard !Self.oldMediaTypes.contains(where: mediaType.hasSameBytes(as:)) else {
            throw TrustedRootError(
                .unsupportedVersion,
                "the signing configuration is of version 0.1, which has other fields: get one of version 0.2"
            )
        }
        try TrustDocument.requireMediaType([Self.mediaType], in: &fields, of: Self.kind)
        certificateAuthorities = try Self.services("caUrls", in: &fields)
        identityProviders = try Self.services("oidcUrls", in: &fields)
        transparencyLogs = try Self.services("rekorTlogUrls", in: &fields)
        transparencyLogSelector = try Selector("rekorTlogConfig", in: &fields)
        timestampAuthorities = try Self.services("tsaUrls", in: &fields)
        timestampAuthoritySelector = try Selector("tsaConfig", in: &fields)
    }

    private static func services(_ name: String, in fields: inout ProtobufFields) throws -> [Service] {
        try fields.messages(name, maximumCount: maximumServiceCount).map { try Service($0) }
    }
}

extension SigningConfig.Selector {
    /// `ServiceSelector` of the .proto file.
    private enum Name: Int32, ProtobufEnumeration {
        case undefined = 0
        case all = 1
        case any = 2
        case exact = 3

        static let zero = undefined

        var protobufName: String {
            switch self {
            case .undefined: "SERVICE_SELECTOR_UNDEFINED"
            case .all: "ALL"
            case .any: "ANY"
            case .exact: "EXACT"
            }
        }
    }

    /// Reads a `ServiceConfiguration`, whose count means something with `EXACT` alone.
    fileprivate init?(_ name: String, in fields: inout ProtobufFields) throws(JSONError) {
        guard var configuration = try fields.message(name) else { return nil }
        let selector: Name = try configuration.enumeration("selector")
        let count = try configuration.uint32("count")
        try configuration.finish()
        switch selector {
        case .undefined: return nil
        case .all: self = .all
        case .any: self = .any
        case .exact:
            guard count > 0 else { throw configuration.missing("count") }
            self = .exactly(Int(count))
        }
    }
}
