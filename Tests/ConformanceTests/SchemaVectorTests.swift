// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestSupport
import Testing

/// The test vectors beside the specification's JSON schemas: bundles without a model of their own.
@Suite(.needsSharedVectors) struct SchemaVectorTests {
    private static let folder =
        SharedVectors.url?.appending(path: "oms-schemas/test-vectors") ?? URL(filePath: "/nonexistent")

    private static let key = ConformanceCase.asset("keys/certificate/signing-key-pub.pem")
    private static let anchor = ConformanceCase.asset("keys/certificate/ca-cert.pem")

    private func manifest(_ path: String, _ verifier: BundleVerifier) async throws -> Manifest {
        let bundle = try SignatureBundle(contentsOf: Self.folder.appending(path: path))
        return try await ModelVerifier(verifier).verify(bundle).manifest
    }

    private func key() throws -> BundleVerifier { .key(try PublicKey(pem: Array(Data(contentsOf: Self.key)))) }

    private func certificate() throws -> BundleVerifier {
        .certificate(anchors: try TrustAnchors(X509Certificate.read(Self.anchor)), now: { suiteTime })
    }

    @Test func `the valid bundles verify with the conformance suite's key and authority`() async throws {
        for manifest in [
            try await manifest("valid/key.bundle.json", key()),
            try await manifest("valid/certificate.bundle.json", certificate()),
        ] {
            #expect(manifest.fileNames.map(\.path) == ["signme-1", "signme-2"])
        }
    }

    @Test func `a valid Sigstore bundle is read, and is neither a key's nor an authority's`() async throws {
        let path = "valid/sigstore.bundle.json"
        #expect(await Refusal.of { try await manifest(path, key()) } == .signature(.wrongMethod))
        #expect(await Refusal.of { try await manifest(path, certificate()) } == .signature(.wrongMethod))
    }

    @Test(arguments: ["empty", "missing-envelope", "missing-verification-material"])
    func `what is no bundle is refused when it is read`(_ name: String) {
        let error = #expect(throws: SignatureBundleError.self) {
            try SignatureBundle(contentsOf: Self.folder.appending(path: "invalid/\(name).bundle.json"))
        }
        #expect(error?.code == .malformed)
    }

    @Test func `a Sigstore bundle without log entries is trusted by nobody here`() async throws {
        let path = "invalid/missing-tlog-entries.bundle.json"
        #expect(await Refusal.of { try await manifest(path, key()) } == .signature(.wrongMethod))
        #expect(await Refusal.of { try await manifest(path, certificate()) } == .trust(.untrusted))
    }

    @Test func `another predicate, put into a signed bundle, makes the signature invalid`() async throws {
        let refusal = await Refusal.of { try await manifest("invalid-payload/wrong-predicate.bundle.json", key()) }
        #expect(refusal == .signature(.invalidSignature))
    }
}
