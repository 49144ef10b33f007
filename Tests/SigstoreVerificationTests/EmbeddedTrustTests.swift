// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import EmbeddedTrust
import Foundation
import SigstoreBundle
import SigstoreVerification
import Testing
import TextEncodings

@Suite struct EmbeddedTrustTests {
    private struct Origin: Decodable {
        struct File: Decodable { let path, sha256: String }
        let package, version, wheelSHA256: String
        let files: [String: File]
    }

    private static let files: [String: [UInt8]] = [
        "production-root.json": EmbeddedTrust.production.tufRoot,
        "production-signing_config.v0.2.json": EmbeddedTrust.production.signingConfig,
        "production-trusted_root.json": EmbeddedTrust.production.trustedRoot,
        "staging-root.json": EmbeddedTrust.staging.tufRoot,
        "staging-signing_config.v0.2.json": EmbeddedTrust.staging.signingConfig,
        "staging-trusted_root.json": EmbeddedTrust.staging.trustedRoot,
    ]

    @Test func `what is embedded is what the recorded release carries`() throws {
        let origin = try JSONDecoder().decode(Origin.self, from: Data(EmbeddedTrust.origin))
        #expect(origin.package == "sigstore (PyPI)")
        #expect(origin.wheelSHA256.count == 64)
        #expect(Set(origin.files.keys) == Set(Self.files.keys))
        for (name, content) in Self.files {
            #expect(origin.files[name]?.sha256 == Hexadecimal.encode(Array(SHA256.hash(data: content))))
        }
    }

    @Test func `both instances' trust roots can be read in full`() throws {
        for root in [try TrustedRoot.production(), try TrustedRoot.staging()] {
            #expect(root.unusableTransparencyLogs.isEmpty && root.unusableCertificateTransparencyLogs.isEmpty)
            #expect(root.unusableCertificateAuthorities.isEmpty && root.unusableTimestampAuthorities.isEmpty)
            #expect(!root.transparencyLogs.isEmpty && !root.certificateTransparencyLogs.isEmpty)
            #expect(!root.certificateAuthorities.isEmpty && !root.timestampAuthorities.isEmpty)
        }
        #expect(try TrustedRoot.production().transparencyLogs.first?.name == "rekor.sigstore.dev")
        #expect(try TrustedRoot.staging().transparencyLogs.first?.name == "rekor.sigstage.dev")
    }

    @Test(arguments: EmbeddedTrust.allCases)
    func `both instances' signing configurations can be read`(_ instance: EmbeddedTrust) throws {
        let config = try SigningConfig(parsing: instance.signingConfig)
        #expect(!config.certificateAuthorities.isEmpty)
    }
}
