// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import StrictJSON
import TestSupport
import Testing

@Suite(.needsSharedVectors) struct SuiteVerificationTests {
    /// Why each bundle must be refused: a client that refuses everything passes the suite's negative cases too.
    private static let refusals: [String: Refusal] = [
        "certificate-expired_fail": .trust(.expired),
        "certificate-simple-wrong-ca_fail": .trust(.untrusted),
        "key-simple-corrupted-bundle_fail": .bundle(.malformed),
        "key-simple-extra-file_fail": .differs(unsigned: ["injected.bin"]),
        "key-simple-missing-file_fail": .differs(missing: ["signme-2"]),
        "key-simple-no-signature_fail": .signature(.signatureCount),
        "key-simple-tampered-content_fail": .differs(changed: ["signme-1"]),
        "key-simple-truncated-bundle_fail": .bundle(.malformed),
        "key-simple-wrong-key_fail": .signature(.keyMismatch),
        "key-simple-wrong-mediatype_fail": .bundle(.wrongMediaType),
        "key-verify-as-certificate_fail": .signature(.wrongMethod),
        "malformed-empty-bundle_fail": .bundle(.malformed),
        "malformed-empty-resources_fail": .signature(.invalidSignature),
        "malformed-missing-envelope_fail": .bundle(.malformed),
        "malformed-no-predicate_fail": .signature(.invalidSignature),
        "malformed-no-subject_fail": .signature(.invalidSignature),
        "malformed-wrong-payload-type_fail": .signature(.invalidSignature),
        "malformed-wrong-predicate_fail": .signature(.invalidSignature),
        "malformed-wrong-statement-type_fail": .signature(.invalidSignature),
        "sigstore-tampered-content_fail": .differs(changed: ["signme-1"]),
        "sigstore-verify-as-key_fail": .signature(.wrongMethod),
        "sigstore-wrong-identity_fail": .signature(.wrongIdentity),
        "sigstore-wrong-issuer_fail": .signature(.wrongIdentity),
    ]

    /// What must be found in the payloads that the suite changed and did not sign again, once they are signed.
    private static let refusalsOfSigned: [String: Refusal] = [
        "malformed-empty-resources_fail": .model(.emptyModel),
        "malformed-no-predicate_fail": .model(.malformedManifest),
        "malformed-no-subject_fail": .model(.wrongPayload),
        "malformed-wrong-payload-type_fail": .model(.wrongPayload),
        "malformed-wrong-predicate_fail": .model(.unknownPredicate),
        "malformed-wrong-statement-type_fail": .model(.wrongPayload),
    ]

    @Test(arguments: try ConformanceCase.all("verify").filter { !$0.expectsRefusal })
    func `the suite's good bundles verify`(_ testCase: ConformanceCase) async throws {
        let copy = try ModelCopy(of: testCase.model)
        try copy.apply(testCase.modifications)
        let verified = try await testCase.verify(copy, testCase.bundle)
        guard let expected = testCase.expectedFiles else { return }
        #expect(verified.manifest.manifest.fileNames.map(\.path) == expected.sorted())
    }

    @Test(arguments: try ConformanceCase.all("verify").filter(\.expectsRefusal))
    func `the suite's bad bundles are refused for the reason they were made for`(
        _ testCase: ConformanceCase
    ) async throws {
        let copy = try ModelCopy(of: testCase.model)
        try copy.apply(testCase.modifications)
        // One case names a key file that the suite does not have.
        let hasNoKey = testCase.name == "sigstore-verify-as-key_fail"
        let key = hasNoKey ? ConformanceCase.asset("keys/certificate/signing-key-pub.pem") : nil
        let refusal = await Refusal.of { try await testCase.verify(copy, testCase.bundle, publicKey: key) }
        #expect(refusal == Self.refusals[testCase.name])
    }

    @Test(arguments: refusalsOfSigned.keys.sorted())
    func `a bad payload is refused when its signature is good, too`(_ name: String) async throws {
        let testCase = try ConformanceCase(path: "verify/negative/\(name)")
        var fields = try JSONFields(JSONValue(parsing: Array(Data(contentsOf: testCase.bundle))), path: "")
        var envelope = try fields.object("dsseEnvelope")
        let payload = try #require(Data(base64Encoded: envelope.string("payload")))
        let keyFile = ConformanceCase.asset("keys/certificate/signing-key.pem")
        let key = try PrivateKey(pem: Array(Data(contentsOf: keyFile)))
        let bundle = try await KeySigner(key).sign(Array(payload), type: envelope.string("payloadType"))
        let refusal = await Refusal.of { try await ModelVerifier(testCase.verifier()).verify(bundle) }
        #expect(refusal == Self.refusalsOfSigned[name])
    }
}
