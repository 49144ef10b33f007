// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreVerification
import TestServices
import Testing

/// Signatures by a key that the verifier has, which a Sigstore instance witnessed.
@Suite struct ManagedKeyTests {
    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2].flatMap(keys))
    func `the bundle, the log and the verifier name one key`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: kinds)
    func `the signature is as the key's kind makes it`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let other = TestKey(.p256, named: "other")

    private static func keys(in log: TestEntry.Log) -> [Variation] {
        [
            .bad("another key, \(log)", .keyMismatch, in: log, given: managed) { $0.expectedKey = other },
            .bad("another key without a hint, \(log)", .logEntryMismatch, in: log, given: managed) {
                ($0.expectedKey, $0.keyHint) = (other, "")
            },
            .bad("a hint at another key, \(log)", .keyMismatch, in: log, given: managed) {
                $0.keyHint = TestText.base64(try other.keyID())
            },
            .good("a hint in a form of somebody else's, \(log)", in: log) {
                try managed(&$0)
                $0.keyHint = "SHA256:my key"
            },
            .good("no hint, \(log)", in: log) {
                try managed(&$0)
                $0.keyHint = ""
            },
            .good("a hint in hexadecimal, \(log)", in: log) {
                try managed(&$0)
                $0.keyHint = TestText.hex(try $0.key.keyID())
            },
            .bad("a certificate, \(log)", .wrongMethod, in: log) { $0.isMethodWrong = true },
            .bad("an identity expected, \(log)", .wrongMethod, in: log, given: managed) { $0.isMethodWrong = true },
            .bad("another key in the log, \(log)", .logEntryMismatch, in: log, given: managed) {
                let (v1, v2) = (
                    ["signature", "publicKey", "content"], ["signature", "verifier", "publicKey", "rawBytes"]
                )
                let pem = try other.publicKeyPEM()
                let der = try other.subjectPublicKeyInfo()
                $0.entry.body = {
                    if log == .rekorV1 {
                        $0.set(["spec"] + v1, .bytes(Array(pem.utf8)))
                    } else {
                        $0.set(["spec", "hashedRekordV002"] + v2, .bytes(der))
                    }
                }
            },
            .bad("a certificate in the log, \(log)", .logEntryMismatch, in: log, given: managed) {
                $0.loggedCertificate = try $0.services.make().certify($0.key)
            },
            .bad("another key's signature, \(log)", .logEntryMismatch, in: log, given: managed) {
                ($0.expectedKey, $0.keyHint) = ($0.key, "")
                $0.key = other
            },
            .bad("a changed signature, \(log)", .invalidSignature, in: log, given: managed) {
                $0.signature.signature = { $0[$0.count - 1] ^= 1 }
            },
        ]
    }

    private static let managed: Variation.Change = { $0.signer = .managedKey }

    private static let kinds: [Variation] =
        TestKey.Kind.allCases.map { kind in
            .bad("\(kind), changed", .invalidSignature, given: { try sign(with: kind, &$0) }) {
                $0.signature.signature = { $0[$0.count - 1] ^= 1 }
            }
        } + [
            .bad("PSS where PKCS#1 is expected", .invalidSignature, given: { try sign(with: .rsaPSS, &$0) }) {
                $0.expectedKey = .rsa
            },
            .bad("PKCS#1 where PSS is expected", .invalidSignature, given: { try sign(with: .rsaPKCS1, &$0) }) {
                $0.expectedKey = .signing(.rsaPSS)
            },
            .bad("PSS where PKCS#1 is expected, by name", .logEntryMismatch, in: .rekorV2) {
                try sign(with: .rsaPSS, &$0)
                $0.expectedKey = .rsa
            },
            .bad("another key, without a log", .invalidSignature, in: .none) {
                $0.signer = .managedKey
                ($0.expectedKey, $0.keyHint) = (other, "")
                $0.timestamps = [TestTimestamp()]
                $0.policy.transparencyLogs = .notRequired
            },
            .bad("Ed25519ph", .unsupportedAlgorithm) {
                try sign(with: .ed25519, &$0)
                $0.signature.labelledDigest = .sha512
            },
            .bad("Ed25519ph by name", .unsupportedAlgorithm, in: .rekorV2) {
                try sign(with: .ed25519, &$0)
                $0.keyDetails = "PKIX_ED25519_PH"
                $0.signature.labelledDigest = .sha512
            },
        ]

    private static func sign(with kind: TestKey.Kind, _ scene: inout Scene) throws {
        (scene.signer, scene.key) = (.managedKey, .signing(kind))
    }
}
