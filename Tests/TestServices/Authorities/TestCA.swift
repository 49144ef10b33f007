// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The certificate of an authority; every test changes one thing.
package struct TestCA: Sendable {
    package var commonName: String
    package var key: TestKey
    package var notBefore = TestSigstore.now - 365 * 86_400
    package var notAfter = TestSigstore.now + 3650 * 86_400
    package var isAuthority = true
    package var pathLength: Int?
    /// keyCertSign and cRLSign; `nil` for none at all.
    package var keyUsage: UInt8? = 0x06
    package var usages: [String]?
    package var extraExtensions: [TestExtension] = []
    /// Signs the certificate instead of the authority above, in whose name it still is.
    package var signingKey: TestKey?

    package init(_ commonName: String, _ kind: TestKey.Kind = .p384, pathLength: Int? = nil, usages: [String]? = nil) {
        self.commonName = commonName
        (key, self.pathLength, self.usages) = (TestKey(kind, named: commonName), pathLength, usages)
    }
}

/// Authorities that certify one another, from a self-signed root down.
package struct TestAuthorityChain: Sendable {
    /// In DER, the root first.
    package let certificates: [[UInt8]]
    /// The lowest authority's name in DER, and its key.
    let name: [UInt8]
    let key: TestKey

    /// Makes the certificates of authorities, the root first.
    package init(_ authorities: [TestCA]) throws {
        var made: [[UInt8]] = []
        var above: TestCA?
        for authority in authorities {
            made.append(try Self.certify(authority, under: above ?? authority))
            above = authority
        }
        guard let above else { throw TestServiceError("no authority") }
        (certificates, name, key) = (made, TestX509.name(above.commonName), above.key)
    }

    private static func certify(_ authority: TestCA, under issuer: TestCA) throws -> [UInt8] {
        var extensions: [TestExtension] = []
        if let bits = authority.keyUsage { extensions.append(.keyUsage(bits)) }
        if let usages = authority.usages { extensions.append(.extendedKeyUsage(usages)) }
        if authority.isAuthority {
            extensions.append(.basicConstraints(isAuthority: true, pathLength: authority.pathLength))
        }
        extensions.append(.subjectKeyIdentifier(try authority.key.shortKeyID()))
        if issuer.key != authority.key { extensions.append(.authorityKeyIdentifier(try issuer.key.shortKeyID())) }
        return try TestX509(
            serialNumber: TestX509.serialNumber("CA \(authority.commonName)"),
            issuer: TestX509.name(issuer.commonName),
            subject: TestX509.name(authority.commonName),
            notBefore: authority.notBefore,
            notAfter: authority.notAfter,
            publicKey: authority.key.subjectPublicKeyInfo(),
            extensions: extensions + authority.extraExtensions
        ).signed(by: authority.signingKey ?? issuer.key, as: issuer.key)
    }
}

extension TestKey {
    /// 20 bytes that name the key within a chain.
    func shortKeyID() throws -> [UInt8] { Array(TestDigest.sha256.hash(try rawPublicKey()).prefix(20)) }
}
