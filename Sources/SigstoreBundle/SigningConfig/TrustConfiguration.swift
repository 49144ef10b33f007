// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What `--trust-config` takes: a ``ClientTrustConfig``, or a ``TrustedRoot`` alone, which is enough to verify.
public struct TrustConfiguration: Sendable {
    /// Whom it trusts.
    public let trustedRoot: TrustedRoot
    /// Where it signs; nil when the file was a trusted root.
    public let signingConfig: SigningConfig?

    /// Reads either by its media type.
    ///
    /// - Throws: ``TrustedRootError``, as both do.
    public init(parsing bytes: [UInt8]) throws(TrustedRootError) {
        self = try TrustDocument.parse(bytes, as: Self.kind) { fields in
            guard try fields.string("mediaType").hasSameBytes(as: ClientTrustConfig.mediaType) else {
                return TrustConfiguration(trustedRoot: try TrustedRoot(&fields), signingConfig: nil)
            }
            let config = try ClientTrustConfig(&fields)
            return TrustConfiguration(trustedRoot: config.trustedRoot, signingConfig: config.signingConfig)
        }
    }

    /// Reads a file; one that is too large is refused before it is read.
    ///
    /// - Throws: ``TrustedRootError`` as ``init(parsing:)`` does, and with `notFound` or `unreadable`.
    public init(contentsOf file: URL) throws(TrustedRootError) {
        self = try TrustDocument.read(file, as: Self.kind) { bytes throws(TrustedRootError) in
            try TrustConfiguration(parsing: bytes)
        }
    }

    private init(trustedRoot: TrustedRoot, signingConfig: SigningConfig?) {
        (self.trustedRoot, self.signingConfig) = (trustedRoot, signingConfig)
    }

    private static let kind = "trusted root or client trust configuration"
}
