// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import Testing

@Suite struct X509CertificatePEMTests {
    private func block(_ label: String, _ bytes: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(Data(bytes).base64EncodedString())\n-----END \(label)-----\n"
    }

    @Test func `reads every certificate and ignores what is around them`() throws {
        let chain = try ChainRecipe()
        let certificates = [try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make()]
        let pem =
            "X.509 Certificate Information:\n\tVersion: 3\n"
            + certificates.map { block("CERTIFICATE", $0.der) }.joined(separator: "\nIssuer: CN=x\n")
            + block("PUBLIC KEY", [1, 2, 3]) + "the end"
        #expect(try X509Certificate.parse(pem: Array(pem.utf8)) == certificates)
    }

    @Test func `says what a file holds instead of a certificate`() async throws {
        let keys = block("PUBLIC KEY", [1]) + block("EC PARAMETERS", [2])
        await expectTrustError(.noCertificate, saying: ["PUBLIC KEY, EC PARAMETERS"]) {
            _ = try X509Certificate.parse(pem: Array(keys.utf8))
        }
        await expectTrustError(.noCertificate, saying: ["-----BEGIN CERTIFICATE-----"]) {
            _ = try X509Certificate.parse(pem: Array("hello\n".utf8))
        }
        await expectTrustError(.noCertificate, saying: ["DER"]) {
            _ = try X509Certificate.parse(pem: ChainRecipe().leaf.make().der)
        }
        await expectTrustError(.noCertificate) { _ = try X509Certificate.parse(pem: []) }
    }

    @Test func `rejects blocks that are broken, and certificates in them`() async throws {
        let good = block("CERTIFICATE", try ChainRecipe().leaf.make().der)
        await expectTrustError(.malformedCertificate) {
            _ = try X509Certificate.parse(pem: Array(good.utf8.dropLast(20)))
        }
        await expectTrustError(.malformedCertificate) {
            _ = try X509Certificate.parse(pem: Array((good + block("CERTIFICATE", [0x30, 0])).utf8))
        }
    }

    @Test func `rejects files over the limit`() async throws {
        await expectTrustError(.tooLarge) {
            _ = try X509Certificate.parse(pem: Array(repeating: 0x20, count: 4 << 20 + 1))
        }
    }
}
