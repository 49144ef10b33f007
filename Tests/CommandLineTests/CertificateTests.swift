// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct CertificateTests {
    let signed: SignedModel

    init() throws { signed = try SignedModel() }

    private func verify(_ more: String...) throws -> Program.Result {
        try Tool.run(["verify", "certificate", "--signature", signed.signature, signed.model] + more)
    }

    @Test func `a certificate under the authority given is verified, and the report says by what`() throws {
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let result = try verify("--certificate-chain", Certificates.shared.root)
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.isEmpty)
        for fact in ["Test leaf", "Test root", Certificates.identity, "valid now", "2 files", "sha256:"] {
            #expect(result.output.contains(fact), "\(fact) in \(result.output)")
        }
    }

    @Test func `another authority is status 1, and the one expected is named`() throws {
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let result = try verify("--certificate-chain", Certificates.shared.otherRoot)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        for fact in ["Test leaf", "Test root", "Evil"] { #expect(result.error.contains(fact)) }
        UntrustedText.expectHarmless(result.error)
    }

    @Test func `any of several authorities will do`() throws {
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let result = try verify(
            "--certificate-chain",
            Certificates.shared.otherRoot,
            "--certificate_chain=\(Certificates.shared.root)"
        )
        #expect(result.status == 0)
    }

    @Test func `only the identity asked for is accepted`() throws {
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let root = Certificates.shared.root
        #expect(
            try verify("--certificate-chain", root, "--certificate-identity", Certificates.identity).status == 0
        )
        for other in ["DEV@example.com.evil", "example.com", "", "Test leaf"] {
            let result = try verify("--certificate-chain", root, "--certificate-identity", other)
            #expect(result.status == 1, "\(other)")
            #expect(result.error.contains(Certificates.identity))
        }
    }

    @Test func `system roots do not vouch for a private authority`() throws {
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let result = try verify("--system-roots", "--certificate-identity", Certificates.identity)
        // 2 where this system has no roots at all.
        #expect(result.status == 1 || (result.status == 2 && result.error.contains("root")), "\(result.error)")
        #expect(result.output.isEmpty)
        #expect(result.error.utf8.count < 4096, "the message lists too much")
    }

    @Test func `an expired certificate is status 1, unless it is accepted without a trusted time`() throws {
        try Certificates.shared.sign(signed.model, with: "expired", to: signed.signature)
        let root = Certificates.shared.root
        let refused = try verify("--certificate-chain", root)
        #expect(refused.status == 1)
        #expect(refused.error.contains("expired") || refused.error.contains("2020-02-01"), "\(refused.error)")

        let accepted = try verify("--certificate-chain", root, "--allow-expired-certificate")
        #expect(accepted.status == 0)
        #expect(accepted.output.contains("none established"))
        #expect(!accepted.output.contains("valid now"))

        let json = try verify("--certificate-chain", root, "--allow-expired-certificate", "--format", "json")
        #expect(json.output.contains("2020-01-01T00:00:00Z"))
        #expect(!json.output.contains(#""currentTime""#))
    }

    @Test func `fingerprints are printed when asked, on standard error`() throws {
        try Certificates.shared.sign(signed.model, with: "hostile", to: signed.signature)
        let root = Certificates.shared.root
        for flag in ["--log-fingerprints", "--log_fingerprints"] {
            let result = try verify("--certificate-chain", root, flag, "--format", "json")
            #expect(result.status == 0)
            #expect(result.error.matches(of: /[0-9a-f]{64}/).count == 2)
            #expect(result.error.contains("Test root"))
            UntrustedText.expectHarmless(result.error)
            _ = try result.json()
        }
        // They help most where trust fails.
        let failure = try verify("--certificate-chain", Certificates.shared.otherRoot, "--log-fingerprints")
        #expect(failure.status == 1)
        #expect(failure.error.matches(of: /SHA-256 [0-9a-f]{64}/).count >= 2)
    }

    @Test func `a subject is escaped in text, and true in JSON`() throws {
        try Certificates.shared.sign(signed.model, with: "hostile", to: signed.signature)
        for arguments in [[], ["--format", "json"], ["--certificate-identity", "x"]] {
            let result = try Tool.run(
                ["verify", "certificate", "--certificate-chain", Certificates.shared.root, "--signature"]
                    + [signed.signature, signed.model] + arguments
            )
            #expect(result.status == (arguments.first == "--certificate-identity" ? 1 : 0))
            UntrustedText.expectHarmless(result.output)
            UntrustedText.expectHarmless(result.error)
            guard arguments.first == "--format" else { continue }
            let subjects = try result.json().object("result").strings
            #expect(subjects.contains { $0.contains(Certificates.hostileName) })
        }
    }

    @Test func `a bare key's signature is status 1, and the right command is named`() throws {
        let result = try verify("--certificate-chain", Certificates.shared.root)
        #expect(result.status == 1)
        #expect(result.error.contains("key"))
    }

    @Test func `a certificate of another key is status 2, and nothing is signed`() throws {
        let target = signed.folder.path("new.sig")
        let result = try Tool.run([
            "sign", "certificate", "--private-key", Keys.shared.privateKey, "--signing-certificate",
            Certificates.shared.path("hostile.pem"), "--signature", target, signed.model,
        ])
        #expect(result.status == 2)
        UntrustedText.expectHarmless(result.error)
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test func `a file without certificates is status 2 and named`() throws {
        for (path, name) in [(Keys.shared.publicKey, "key.pub"), ("missing.pem", "missing.pem"), ("", "''")] {
            let result = try verify("--certificate-chain", path)
            #expect(result.status == 2)
            #expect(result.error.contains(name), "\(result.error)")
        }
    }
}
