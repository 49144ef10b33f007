// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A certificate authority for identities: a root, an intermediate, and what a trust root says of them.
package struct TestFulcio: Sendable {
    package var root: TestCA
    /// From the root downwards.
    package var intermediates: [TestCA]
    package var uri: String
    package var window = TestWindow()
    package var operatorName: String?
    /// Which certificates the trust root lists, of those made: the lowest first, the root last.
    package var listed: @Sendable (_ chain: [[UInt8]]) -> [[UInt8]] = { $0 }

    package init(named name: String = "fulcio") {
        root = TestCA("\(name) root")
        intermediates = [TestCA("\(name) intermediate", pathLength: 0, usages: [TestExtension.codeSigning])]
        uri = "https://\(name).sigstore.test"
    }

    package func make() throws -> Made { Made(recipe: self, chain: try TestAuthorityChain([root] + intermediates)) }

    /// An authority whose certificates are there.
    package struct Made: Sendable {
        package let recipe: TestFulcio
        package let chain: TestAuthorityChain

        /// Certifies a key: signs what the SCTs cover, has the logs sign that, and issues the same again with them.
        package func certify(_ key: TestKey, _ leaf: TestLeaf, logs: [TestCTLog]) throws -> [UInt8] {
            try certify(key.subjectPublicKeyInfo(), named: key.shortKeyID(), leaf, logs: logs)
        }

        /// Certifies anybody's key, SubjectPublicKeyInfo in DER.
        func certify(_ publicKey: [UInt8], named keyID: [UInt8], _ leaf: TestLeaf, logs: [TestCTLog]) throws -> [UInt8]
        {
            var content = TestX509(
                serialNumber: leaf.serialNumber,
                issuer: chain.name,
                subject: TestX509.name(leaf.subject),
                notBefore: leaf.notBefore,
                notAfter: leaf.notAfter,
                publicKey: publicKey,
                extensions: try leaf.extensions(for: keyID, under: chain.key)
            )
            if !leaf.timestamps.isEmpty {
                content.extensions.append(try TestSCT.list(leaf.timestamps, over: content, by: logs, under: chain.key))
            }
            return try content.signed(by: leaf.signingKey ?? chain.key, as: chain.key)
        }

        /// The `CertificateAuthority` of a trust root.
        package var json: TestJSON {
            TestTrustRoot.authority(
                uri: recipe.uri,
                commonName: recipe.root.commonName,
                chain: recipe.listed(chain.certificates.reversed()),
                window: recipe.window,
                operatorName: recipe.operatorName
            )
        }
    }
}
