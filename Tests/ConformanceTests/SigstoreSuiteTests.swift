// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestSupport
import Testing

/// The bundles of the public Sigstore conformance suite, with its 140 verifications and the reason of every refusal: a
/// client that refuses everything passes most of them.
@Suite(.needsSharedVectors) struct SigstoreSuiteTests {
    private static let refusals: [String: SigstoreRefusal] = [
        "bundle-empty-certificate-chain_fail": .bundle(.malformed),
        "bundle-from-wrong-instance_fail": .signature(.untrustedLog),
        "bundle-invalid-base64-signature_fail": .bundle(.malformed),
        "bundle-malformed-json_fail": .bundle(.malformed),
        "bundle-negative-log-index_fail": .bundle(.malformed),
        "bundle-unknown-version_fail": .bundle(.wrongMediaType),
        "bundle-with-root-cert_fail": .signature(.unexpectedCertificates),
        "checkpoint-bad-keyhint_fail": .signature(.invalidCheckpoint),
        "checkpoint-wrong-roothash_fail": .signature(.invalidCheckpoint),
        "dsse-invalid-sig_fail": .signature(.logEntryMismatch),
        "dsse-mismatch-envelope_fail": .signature(.logEntryMismatch),
        "dsse-mismatch-sig_fail": .signature(.logEntryMismatch),
        "inclusion-proof-corrupted-hash_fail": .signature(.invalidInclusionProof),
        // The body was changed, which the log's promise covers.
        "incorrect-public-key_fail": .signature(.invalidInclusionPromise),
        "integrated-time-in-future_fail": .signature(.outsideCertificateValidity),
        "intoto-expired-certificate_fail": .signature(.outsideCertificateValidity),
        // The entry's signature is encoded once, where Rekor encodes it twice.
        "intoto-log-entry-mismatch_fail": .signature(.malformedLogEntry),
        "intoto-missing-inclusion-proof_fail": .signature(.missingInclusionProof),
        "intoto-set-outside-signing-cert-validity_fail": .signature(.outsideCertificateValidity),
        "intoto-tsa-timestamp-outside-cert-validity_fail": .signature(.outsideCertificateValidity),
        "invalid-checkpoint-signature_fail": .signature(.invalidCheckpoint),
        "invalid-ct-key_fail": .signature(.missingCertificateTimestamp),
        "invalid-inclusion-proof_fail": .signature(.invalidInclusionProof),
        "managed-key-no-key_fail": .signature(.wrongMethod),
        // The suite's wrong key is no key at all.
        "managed-key-wrong-key_fail": .key(.malformedPEM),
        "message-digest-mismatch_fail": .signature(.artifactMismatch),
        "rekor2-checkpoint-missing-log-signature_fail": .signature(.invalidCheckpoint),
        "rekor2-checkpoint-missing-origin_fail": .signature(.invalidCheckpoint),
        "rekor2-checkpoint-missing-root-hash_fail": .signature(.invalidCheckpoint),
        "rekor2-checkpoint-missing-size_fail": .signature(.invalidCheckpoint),
        "rekor2-checkpoint-no-matching-signature_fail": .signature(.invalidCheckpoint),
        "rekor2-dsse-invalid-sig_fail": .signature(.logEntryMismatch),
        "rekor2-dsse-mismatch-envelope_fail": .signature(.logEntryMismatch),
        "rekor2-dsse-mismatch-sig_fail": .signature(.logEntryMismatch),
        "rekor2-no-inclusion-proof_fail": .signature(.missingInclusionProof),
        "rekor2-no-timestamp_fail": .signature(.missingTime),
        "rekor2-timestamp-outside-trust-root-tsa-validity_fail": .signature(.untrustedTimestamp),
        "rekor2-timestamp-outside-tsa-cert-validity_fail": .signature(.untrustedTimestamp),
        "rekor2-timestamp-payload-mismatch_fail": .signature(.invalidTimestamp),
        "rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail": .signature(.untrustedTimestamp),
        "rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail": .signature(.untrustedTimestamp),
        "rekor2-timestamp-with-incorrect-time_fail": .signature(.outsideCertificateValidity),
        "set-invalid-signature_fail": .signature(.invalidInclusionPromise),
        "signature-mismatch_fail": .signature(.logEntryMismatch),
        "trust-root-tlog-missing-validity-start_fail": .trustedRoot(.missingValidityStart),
        "wrong-hashedrekord-artifact_fail": .signature(.logEntryMismatch),
        "wrong-hashedrekord-cert-and-sig_fail": .signature(.logEntryMismatch),
        "wrong-hashedrekord-entry_fail": .signature(.logEntryMismatch),
        "wrong-material_fail": .signature(.artifactMismatch),
    ]

    @Test(arguments: try SigstoreSuiteCase.all())
    func `the suite's bundles get the suite's verdict, for the reason they were made for`(
        _ testCase: SigstoreSuiteCase
    ) async throws {
        for artifact in try testCase.artifacts() {
            let refusal = await SigstoreRefusal.of { try await testCase.verify(artifact) }
            #expect(refusal == Self.refusals[testCase.name])
            #expect((refusal != nil) == testCase.expectsRefusal)
        }
    }

    @Test func `every bundle that must be refused has its reason here`() throws {
        let names = try SigstoreSuiteCase.all().filter(\.expectsRefusal).map(\.name)
        #expect(Set(names) == Set(Self.refusals.keys))
    }
}

/// Why something was not accepted, or what of it could not even be read.
enum SigstoreRefusal: Equatable {
    case bundle(SignatureBundleError.Code)
    case key(KeyError.Code)
    case signature(BundleVerificationError.Code)
    case trustedRoot(TrustedRootError.Code)
    case other(String)

    /// The refusal of `body`; `nil` when it returns.
    static func of(_ body: () async throws -> some Any) async -> SigstoreRefusal? {
        do {
            _ = try await body()
            return nil
        } catch let error as SignatureBundleError {
            return .bundle(error.code)
        } catch let error as KeyError {
            return .key(error.code)
        } catch let error as BundleVerificationError {
            return .signature(error.code)
        } catch let error as TrustedRootError {
            return .trustedRoot(error.code)
        } catch {
            return .other("\(error)")
        }
    }
}
