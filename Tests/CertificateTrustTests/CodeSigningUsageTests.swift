// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SwiftASN1
import Testing
import X509

@Suite struct CodeSigningUsageTests {
    private func check(
        _ usage: CodeSigningUsage,
        key: KeyUsage?,
        extended: [ExtendedKeyUsage.Usage]?
    ) throws {
        var recipe = try CertificateRecipe(selfSigned: "leaf")
        (recipe.keyUsage, recipe.extendedKeyUsage) = (key, extended)
        try usage.check(recipe.make())
    }

    @Test func `accepts either usage`() throws {
        let signature = KeyUsage(digitalSignature: true)
        let usage = CodeSigningUsage.digitalSignatureOrCodeSigning
        try check(usage, key: signature, extended: nil)
        try check(usage, key: nil, extended: [.codeSigning])
        try check(usage, key: KeyUsage(keyEncipherment: true), extended: [.codeSigning])
        try check(usage, key: signature, extended: [.clientAuth, .codeSigning])
        try check(usage, key: signature, extended: [.any, .codeSigning])
    }

    @Test func `accepts only codeSigning where it is required`() async throws {
        try check(.codeSigning, key: nil, extended: [.codeSigning])
        await expectTrustError(.missingUsage) {
            try check(.codeSigning, key: KeyUsage(digitalSignature: true), extended: nil)
        }
        await expectTrustError(.missingUsage) {
            try check(.codeSigning, key: KeyUsage(digitalSignature: true), extended: [.any])
        }
    }

    @Test func `rejects an empty extended key usage`() async {
        await expectTrustError(.missingUsage) {
            try check(.digitalSignatureOrCodeSigning, key: KeyUsage(digitalSignature: true), extended: [])
        }
    }

    @Test(arguments: [[], [5, 0], [3, 0], [3, 1, 3], [3, 1, 9], [3, 2, 8, 0x80], [3, 2, 255, 0x80]])
    func `rejects a key usage that cannot be read`(_ value: [UInt8]) async throws {
        var recipe = try CertificateRecipe(selfSigned: "leaf")
        recipe.otherExtensions = [.init(oid: .X509ExtensionID.keyUsage, critical: true, value: value[...])]
        let leaf = try recipe.make()
        await expectTrustError(.malformedCertificate, saying: ["CN=leaf"]) {
            try CodeSigningUsage.digitalSignatureOrCodeSigning.check(leaf)
        }
    }
}
