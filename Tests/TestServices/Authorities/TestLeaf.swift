// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What a signing certificate of Fulcio says; every test changes one thing.
package struct TestLeaf: Sendable {
    /// Which of the instance's certificate authorities issues it.
    package var authority = 0
    package var names: [TestName] = [
        .uri("https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main")
    ]
    package var namesAreCritical = true
    /// The common name; `nil` for the empty subject that Fulcio writes.
    package var subject: String?
    /// Extension .1.8, a UTF8String.
    package var issuer: String? = TestSigstore.identityProvider
    /// Extension .1.1, bare text.
    package var issuerV1: String? = TestSigstore.identityProvider
    /// The other extensions 1.3.6.1.4.1.57264.1.*, by their last number.
    package var fulcio = [
        9: "https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main",
        11: "github-hosted", 12: "https://github.com/example/model",
        13: "0123456789abcdef0123456789abcdef01234567", 14: "refs/heads/main", 20: "workflow_dispatch",
        22: "public",
    ]
    package var notBefore = TestSigstore.now - 60
    package var notAfter = TestSigstore.now + 540
    /// digitalSignature; `nil` for no such extension.
    package var keyUsage: UInt8? = 0x80
    package var usages: [String]? = [TestExtension.codeSigning]
    /// Written only where it is not `nil`.
    package var isAuthority: Bool?
    package var serialNumber = TestX509.serialNumber("leaf")
    package var extraExtensions: [TestExtension] = []
    package var timestamps = [TestSCT()]
    /// Signs instead of the authority, in whose name the certificate still is.
    package var signingKey: TestKey?

    package init() {}

    /// The certificate's extensions, but for the list of SCTs.
    func extensions(for keyID: [UInt8], under issuerKey: TestKey) throws -> [TestExtension] {
        var result: [TestExtension] = []
        if let keyUsage { result.append(.keyUsage(keyUsage)) }
        if let usages { result.append(.extendedKeyUsage(usages)) }
        if let isAuthority { result.append(.basicConstraints(isAuthority: isAuthority)) }
        result.append(.subjectKeyIdentifier(keyID))
        result.append(.authorityKeyIdentifier(try issuerKey.shortKeyID()))
        if !names.isEmpty { result.append(.alternativeNames(names, critical: namesAreCritical)) }
        if let issuerV1 { result.append(.fulcio(1, issuerV1)) }
        if let issuer { result.append(.fulcio(8, issuer)) }
        for (number, text) in fulcio.sorted(by: { $0.key < $1.key }) { result.append(.fulcio(number, text)) }
        return result + extraExtensions
    }
}
