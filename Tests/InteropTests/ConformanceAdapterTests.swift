// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The program that the public conformance suite drives.
@Suite(.needsOpenSSL) struct ConformanceAdapterTests {
    private func run(_ arguments: [String], _ exchange: Exchange) throws -> Program.Result {
        try Program.built("oms-conformance").run(arguments, in: exchange.folder.url)
    }

    @Test func `it signs and verifies with a key, and fails when the model has changed`() throws {
        let exchange = try Exchange(signedBy: .ours)
        let method = ["--method", "key", "--model-path", "model"]
        let ignored = ["--ignore-paths", exchange.folder.path("model/a")]
        let signing = try run(
            ["sign-model"] + method + ["--output-bundle", "bundle.sig", "--private-key", "signer.key"] + ignored,
            exchange
        )
        #expect(signing.status == 0, "\(signing.error)")
        let verify = ["verify-model"] + method + ["--bundle", "bundle.sig", "--public-key", "signer.pub"]
        try exchange.folder.write(["model/a/b": "changed"])
        #expect(try run(verify, exchange).status == 0)
        try exchange.folder.write(["model/added": ""])
        #expect(try run(verify, exchange).status != 0)
        #expect(try run(verify + ["--ignore-unsigned-files"], exchange).status == 0)
        try exchange.folder.write(["model/config.json": "changed"])
        #expect(try run(verify + ["--ignore-unsigned-files"], exchange).status != 0)
    }

    @Test func `it signs and verifies with a certificate`() throws {
        let exchange = try Exchange(signedBy: .ours, method: .certificate)
        try OpenSSL(folder: exchange.folder).makeChain(.elliptic, for: .digitalSignatureAndCodeSigning)
        let method = ["--method", "certificate", "--model-path", "model"]
        let signing = try run(
            ["sign-model"] + method + ["--output-bundle", "bundle.sig", "--private-key", "signer.key"]
                + ["--signing-cert", "signer.pem", "--cert-chain", "intermediate.pem"],
            exchange
        )
        #expect(signing.status == 0, "\(signing.error)")
        let verify = ["verify-model"] + method + ["--bundle", "bundle.sig", "--cert-chain"]
        #expect(try run(verify + ["root.pem"], exchange).status == 0)
        try OpenSSL(folder: exchange.folder).makeRoot("other", .elliptic)
        #expect(try run(verify + ["other.pem"], exchange).status != 0)
    }

    @Test func `it does not accept what it cannot verify`() throws {
        let exchange = try Exchange(signedBy: .ours)
        let method = ["--method", "sigstore", "--model-path", "model", "--bundle", "missing.sig"]
        #expect(try run(["verify-model"] + method, exchange).status != 0)
    }
}
