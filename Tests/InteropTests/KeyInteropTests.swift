// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite(.needsPeer, .needsOpenSSL) struct KeyInteropTests {
    @Test(arguments: OpenSSL.Curve.allCases, Implementation.allCases)
    func `a key's signature is accepted by the other, and a changed byte refused`(
        _ curve: OpenSSL.Curve,
        signedBy signer: Implementation
    ) throws {
        let exchange = try Exchange(signedBy: signer)
        try OpenSSL(folder: exchange.folder).makeKey(on: curve)
        try exchange.sign()
        try exchange.expectAccepted()
        try exchange.folder.write(["model/weights/deep/er/part 1.bin": "0123456788"])
        try exchange.expectRefused(naming: "weights/deep/er/part 1.bin")
    }

    @Test(arguments: Implementation.allCases)
    func `another key is refused by the other`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.sign()
        try OpenSSL(folder: exchange.folder).makeKey()
        #expect(try exchange.verify().status == 1)
    }
}
