// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite(.needsPeer, .needsOpenSSL) struct CertificateInteropTests {
    /// An authority's kind of key and what its signing certificates say.
    struct Chain: CustomTestStringConvertible {
        let authority: OpenSSL.AuthorityKey
        let usage: OpenSSL.Usage
        var testDescription: String { "\(authority), \(usage)" }

        static let all = [
            Chain(authority: .rsa, usage: .digitalSignature),
            Chain(authority: .elliptic, usage: .digitalSignatureAndCodeSigning),
        ]
    }

    @Test(arguments: Chain.all, Implementation.allCases)
    func `a certificate's signature is accepted by the other, and a changed byte refused`(
        _ chain: Chain,
        signedBy signer: Implementation
    ) throws {
        let exchange = try Exchange(signedBy: signer, method: .certificate)
        try OpenSSL(folder: exchange.folder).makeChain(chain.authority, for: chain.usage)
        try exchange.sign()
        try exchange.expectAccepted()
        try exchange.folder.write(["model/a/b": "!"])
        try exchange.expectRefused(naming: "a/b")
    }

    @Test(arguments: Implementation.allCases)
    func `another authority is refused by the other`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer, method: .certificate)
        let openssl = OpenSSL(folder: exchange.folder)
        try openssl.makeChain(.elliptic, for: .digitalSignature)
        try exchange.sign()
        try openssl.makeRoot("root", .elliptic)
        #expect(try exchange.verify().status == 1)
    }
}
