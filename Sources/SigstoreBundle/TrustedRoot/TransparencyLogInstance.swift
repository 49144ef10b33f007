// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SignatureKeys
import TextEncodings

/// A log that the trusted root names, with a key that this package verifies (sigstore_trustroot.proto).
package struct TransparencyLogInstance: Sendable {
    /// As given; may be empty.
    package let baseURL: String
    /// `baseURL` without its scheme and a slash at the end, as checkpoints name the log.
    package let name: String
    /// It signs with the algorithm that `keyDetails` says.
    package let key: PublicKey
    package let keyDetails: PublicKeyDetails
    /// When signatures by the key count.
    package let validity: ValidityPeriod
    /// What entries and signed certificate timestamps call the log, as given; empty when only `checkpointKeyID` is.
    package let logID: [UInt8]
    /// What checkpoints call the key, as given.
    package let checkpointKeyID: [UInt8]?
    /// Who runs the log; empty when the root does not say.
    package let `operator`: String

    package init(
        baseURL: String,
        key: PublicKey,
        keyDetails: PublicKeyDetails,
        validity: ValidityPeriod,
        logID: [UInt8],
        checkpointKeyID: [UInt8]? = nil,
        operator: String = ""
    ) {
        (self.baseURL, name) = (baseURL, Self.name(of: baseURL))
        (self.key, self.keyDetails, self.validity) = (key, keyDetails, validity)
        (self.logID, self.checkpointKeyID, self.operator) = (logID, checkpointKeyID, `operator`)
    }

    static func name(of baseURL: String) -> String {
        var name = baseURL[...].utf8
        for scheme in ["https://", "http://"] where baseURL.utf8.starts(with: scheme.utf8) {
            name = name.dropFirst(scheme.utf8.count)
        }
        if name.last == UInt8(ascii: "/") { name = name.dropLast() }
        return String(Substring(name))
    }
}

/// A log that the trusted root names and this package cannot verify: nothing else in the root suffers from it.
package struct UnusableLogInstance: Sendable {
    /// The longest reason, in Unicode scalars: it can quote what a key calls its algorithm.
    static let maximumReasonLength = 256

    /// As of a ``TransparencyLogInstance``; of any length.
    package let name: String
    package let logID: [UInt8]
    package let checkpointKeyID: [UInt8]?
    /// Why, as the rest of a sentence about the log: "its key is of the kind PKIX_ED25519_PH, which is not supported".
    /// Bounded.
    package let reason: String

    package init(name: String, logID: [UInt8], checkpointKeyID: [UInt8]?, reason: String) {
        (self.name, self.logID, self.checkpointKeyID) = (name, logID, checkpointKeyID)
        self.reason = reason.excerpt(Self.maximumReasonLength)
    }
}
