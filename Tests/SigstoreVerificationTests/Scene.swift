// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestServices

/// A recipe for a bundle, the instance that it comes from, and what its verifier asks for.
@dynamicMemberLookup
struct Scene: Sendable {
    private var bundle: TestBundle
    /// The instance; all scenes share one until they change theirs.
    var services = TestSigstore.quick { didSet { isShared = false } }
    private var isShared = true
    var policy = SigstorePolicy()
    /// Whom the verifier expects; the recipe's signer where it is nil.
    var identities: [SigstoreIdentity]?
    /// The key that the verifier has; the recipe's where it is nil and the recipe has a managed key.
    var expectedKey: TestKey?
    /// Whether the verifier has a key where the bundle has a certificate, or the reverse.
    var isMethodWrong = false
    /// What the verifier is given; the recipe's artifact where it is nil.
    var given: SignedArtifact?

    init(_ log: TestEntry.Log = .rekorV1, _ content: TestBundle.Content = .message) {
        bundle = TestBundle(log, content)
    }

    subscript<Value>(dynamicMember path: WritableKeyPath<TestBundle, Value>) -> Value {
        get { bundle[keyPath: path] }
        set { bundle[keyPath: path] = newValue }
    }

    subscript<Value>(dynamicMember path: KeyPath<TestBundle, Value>) -> Value { bundle[keyPath: path] }

    /// The only time stamp.
    var timestamp: TestTimestamp {
        get { bundle.timestamps?.first ?? TestTimestamp() }
        set { bundle.timestamps = [newValue] + (bundle.timestamps ?? []).dropFirst() }
    }

    /// An instance that is none of the verifier's.
    static let stranger = Result { try TestSigstore(named: "stranger").make() }
    private static let shared = Result { try TestSigstore.quick.make() }

    /// Makes the bundle and its verifier.
    func make() throws -> Made {
        let made = try bundle.make(on: isShared ? Self.shared.get() : services.make())
        let root = try TrustedRoot(parsing: made.trustedRootJSON)
        let verifier: BundleVerifier
        if (bundle.signer == .managedKey) != isMethodWrong {
            verifier = .sigstore(trustedRoot: root, key: try publicKey(), policy: policy)
        } else {
            let expected = identities ?? [SigstoreIdentity(bundle.identity, issuer: bundle.identityProvider)]
            verifier = .sigstore(trustedRoot: root, identities: expected, policy: policy)
        }
        return Made(parts: made, verifier: verifier, artifact: given ?? SignedArtifact(made.artifact))
    }

    private func publicKey() throws -> PublicKey {
        let key = expectedKey ?? bundle.key
        let found = try PublicKey(pem: Array(key.publicKeyPEM().utf8))
        return key.kind == .rsaPSS ? found.with(algorithm: .rsaPSSSHA256) ?? found : found
    }

    /// A bundle and who judges it.
    struct Made: Sendable {
        let parts: TestBundle.Made
        let verifier: BundleVerifier
        let artifact: SignedArtifact

        /// Reads the bundle and verifies it.
        @discardableResult
        func verify() async throws -> VerifiedArtifact {
            try await verifier.verify(SignatureBundle(parsing: parts.bundleJSON), of: artifact)
        }
    }
}

extension TestSigstore {
    /// An instance whose authorities are on P-256: unlike other curves, it is fast where nothing is optimized.
    static let quick: TestSigstore = {
        var services = TestSigstore()
        for key in [\TestSigstore.authorities[0].root.key, \.authorities[0].intermediates[0].key] {
            services[keyPath: key] = TestKey(.p256, named: services[keyPath: key].name)
        }
        let key = services.timestampAuthorities[0].root.key
        services.timestampAuthorities[0].root.key = TestKey(.p256, named: key.name)
        return services
    }()
}

extension TestKey {
    /// A key of any kind, by the name of the only RSA key: making one takes a second.
    static func signing(_ kind: Kind) -> TestKey { TestKey(kind, named: "RSA") }

    /// The only RSA key.
    static let rsa = signing(.rsaPKCS1)
}
