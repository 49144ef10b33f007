// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A timestamp authority: its chain, and what a trust root says of it.
package struct TestTSA: Sendable {
    package var root: TestCA
    package var intermediates: [TestCA] = []
    package var key: TestKey
    package var commonName: String
    package var notBefore = TestSigstore.now - 180 * 86_400
    package var notAfter = TestSigstore.now + 1800 * 86_400
    package var keyUsage: UInt8? = 0x80
    package var usages: [String]? = [TestExtension.timeStamping]
    package var usagesAreCritical = true
    package var isAuthority: Bool?
    package var uri: String
    package var window = TestWindow()
    package var operatorName: String?
    /// Which certificates the trust root lists, of those made: the signer's first, the root last.
    package var listed: @Sendable (_ chain: [[UInt8]]) -> [[UInt8]] = { $0 }

    package init(named name: String = "tsa", _ kind: TestKey.Kind = .p256) {
        root = TestCA("\(name) root")
        (key, commonName) = (TestKey(kind, named: name), "\(name) signer")
        uri = "https://\(name).sigstore.test/api/v1/timestamp"
    }

    package func make() throws -> Made {
        let chain = try TestAuthorityChain([root] + intermediates)
        var extensions: [TestExtension] = []
        if let keyUsage { extensions.append(.keyUsage(keyUsage)) }
        if let usages { extensions.append(.extendedKeyUsage(usages, critical: usagesAreCritical)) }
        if let isAuthority { extensions.append(.basicConstraints(isAuthority: isAuthority)) }
        extensions.append(.subjectKeyIdentifier(try key.shortKeyID()))
        extensions.append(.authorityKeyIdentifier(try chain.key.shortKeyID()))
        let signer = TestX509(
            serialNumber: TestX509.serialNumber("TSA \(commonName)"),
            issuer: chain.name,
            subject: TestX509.name(commonName),
            notBefore: notBefore,
            notAfter: notAfter,
            publicKey: try key.subjectPublicKeyInfo(),
            extensions: extensions
        )
        return Made(recipe: self, chain: chain, content: signer, signer: try signer.signed(by: chain.key))
    }

    /// An authority whose certificates are there.
    package struct Made: Sendable {
        package let recipe: TestTSA
        package let chain: TestAuthorityChain
        let content: TestX509
        /// The signer's certificate in DER.
        package let signer: [UInt8]

        /// The signer's certificate, then those above it up to the root.
        package var certificates: [[UInt8]] { [signer] + chain.certificates.reversed() }

        /// A TimeStampResp over a message.
        package func stamp(_ message: [UInt8], _ recipe: TestTimestamp = TestTimestamp()) throws -> [UInt8] {
            try recipe.response(over: message, by: self)
        }

        /// The `CertificateAuthority` of a trust root.
        package var json: TestJSON {
            TestTrustRoot.authority(
                uri: recipe.uri,
                commonName: recipe.root.commonName,
                chain: recipe.listed(certificates),
                window: recipe.window,
                operatorName: recipe.operatorName
            )
        }
    }
}
