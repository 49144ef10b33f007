// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// All that a client needs to know of a deployment of Sigstore (sigstore_trustroot.proto).
public struct ClientTrustConfig: Sendable {
    /// Whom it trusts.
    public let trustedRoot: TrustedRoot
    /// Where it signs.
    public let signingConfig: SigningConfig

    /// Reads the JSON of a client trust configuration, version 0.1.
    ///
    /// - Throws: ``TrustedRootError``, as ``TrustedRoot`` and ``SigningConfig`` do.
    public init(parsing bytes: [UInt8]) throws(TrustedRootError) {
        self = try TrustDocument.parse(bytes, as: Self.kind) { try ClientTrustConfig(&$0) }
    }

    /// Reads a file; one that is too large is refused before it is read.
    ///
    /// - Throws: ``TrustedRootError`` as ``init(parsing:)`` does, and with `notFound` or `unreadable`.
    public init(contentsOf file: URL) throws(TrustedRootError) {
        self = try TrustDocument.read(file, as: Self.kind) { bytes throws(TrustedRootError) in
            try ClientTrustConfig(parsing: bytes)
        }
    }
}

extension ClientTrustConfig {
    private static let kind = "client trust configuration"
    static let mediaType = "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json"

    /// Reads the fields; the caller finishes.
    init(_ fields: inout ProtobufFields) throws {
        try TrustDocument.requireMediaType([Self.mediaType], in: &fields, of: Self.kind)
        var root = try fields.requiredMessage("trustedRoot")
        trustedRoot = try TrustedRoot(&root)
        try root.finish()
        var config = try fields.requiredMessage("signingConfig")
        signingConfig = try SigningConfig(&config)
        try config.finish()
    }
}
