// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A recipe for a Sigstore bundle and the trust root that goes with it.
///
/// As it is, it gives a good bundle: an artifact signed with a certificate and logged in Rekor v1. Every test changes
/// one thing, and what is made later follows the change, unless the thing says that it is changed afterwards:
/// ```swift
/// var recipe = TestBundle(.rekorV2)
/// recipe.checkpoint.origin = "other.example"
/// let made = try recipe.make()
/// ```
/// A trust root without one of the services that took part takes that part from another instance:
/// ```swift
/// let other = try TestSigstore(named: "other").make().trustedRoot()
/// recipe.trustedRootJSON = { $0["timestampAuthorities"] = other["timestampAuthorities"] }
/// ```
package struct TestBundle: Sendable {
    package enum Content: Sendable, Hashable {
        case message
        /// With an in-toto statement about the artifact where there is no payload.
        case envelope(payload: [UInt8]? = nil, type: String = TestEnvelope.inToto)
    }

    package enum Signer: Sendable, Hashable { case certificate, managedKey }

    package enum Version: String, Sendable, CaseIterable {
        case v0_1 = "application/vnd.dev.sigstore.bundle+json;version=0.1"
        case v0_2 = "application/vnd.dev.sigstore.bundle+json;version=0.2"
        case v0_3 = "application/vnd.dev.sigstore.bundle.v0.3+json"
        case v0_3Old = "application/vnd.dev.sigstore.bundle+json;version=0.3"
    }

    /// How the certificate stands in the bundle.
    package enum Material: Sendable, Hashable { case single, chain, chainWithIntermediates, chainWithRoot }

    package var services = TestSigstore()
    package var version = Version.v0_3
    package var artifact = Array("an artifact\n".utf8)
    package var content = Content.message

    package var signer = Signer.certificate
    package var key = TestKey(.p256, named: "signer")
    /// The key in the certificate, where it is another than the one that signs.
    package var certifiedKey: TestKey?
    /// The name of the key's algorithm in Rekor v2's entries; the key's own where it is `nil`.
    package var keyDetails: String?
    /// Of the certificate that signs; it does not matter for managed keys.
    package var leaf = TestLeaf()
    /// `single` from bundle 0.3 on and `chain` before where it is `nil`.
    package var material: Material?
    /// The certificate that the bundle has, where it is another than the one that was logged.
    package var bundledCertificate: [UInt8]?
    /// The certificate that the log has, where it is another than the bundle's.
    package var loggedCertificate: [UInt8]?
    /// The hint at a managed key; SHA-256 of it where it is `nil`.
    package var keyHint: String?

    package var signature = TestSignature()
    package var entries: [TestEntry]
    /// One of the instance's first authority in Rekor v2's bundles, and none in others, where it is `nil`.
    package var timestamps: [TestTimestamp]?

    /// The bundle and the trust root, at the end.
    package var bundleJSON: Alteration<TestJSON> = { _ in }
    package var trustedRootJSON: Alteration<TestJSON> = { _ in }

    package init(_ log: TestEntry.Log = .rekorV1, _ content: Content = .message) {
        self.content = content
        entries = log == .none ? [] : [TestEntry(log)]
    }

    // MARK: The only entry, where there is one.

    package var entry: TestEntry {
        get { entries.first ?? TestEntry() }
        set { entries = [newValue] + entries.dropFirst() }
    }

    package var log: TestEntry.Log {
        get { entries.first?.log ?? .none }
        set {
            guard newValue != .none else { return entries = [] }
            entry.log = newValue
        }
    }

    package var checkpoint: TestCheckpoint {
        get { entry.checkpoint }
        set { entry.checkpoint = newValue }
    }

    /// The identity and its provider that a verifier expects.
    package var identity: String { leaf.names.first?.text ?? "" }
    package var identityProvider: String { leaf.issuer ?? leaf.issuerV1 ?? "" }
}

/// How the signature is made, and what happens to it.
package struct TestSignature: Sendable {
    /// The hash that the key signs; its own where it is `nil`.
    package var digest: TestDigest?
    /// What a message signature says of the artifact, and the log of what was signed.
    package var labelledDigest: TestDigest?
    /// Whether a message signature has a digest.
    package var hasMessageDigest = true
    package var messageDigest: Alteration<[UInt8]> = { _ in }
    package var keyID: String?
    /// The bytes that are signed.
    package var signedBytes: Alteration<[UInt8]> = { _ in }
    /// The signature before it is logged and stamped.
    package var signature: Alteration<[UInt8]> = { _ in }
    /// The signature in the bundle, after it was logged and stamped.
    package var bundled: Alteration<[UInt8]> = { _ in }
    /// The envelope in the bundle, after it was signed and logged.
    package var envelope: Alteration<TestEnvelope> = { _ in }
}
