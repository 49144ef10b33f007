// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SignatureKeys
import Testing

/// The certificates of public suites, which are not part of this project.
enum PublicVectors {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/vectors").standardizedFileURL
    static let omsKeys = folder.appending(path: "oms-conformance/assets/keys")
    static let sigstore = folder.appending(path: "sigstore-conformance/bundle-verify")
    static let skills = folder.appending(path: "nvidia-skills")

    static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    static func certificate(_ url: URL) throws -> X509Certificate {
        try #require(X509Certificate.parse(pem: Array(Data(contentsOf: url))).first)
    }
}

@Suite(
    .enabled(
        if: PublicVectors.exists(PublicVectors.omsKeys),
        "the OMS conformance suite is not at ../shared/vectors/oms-conformance"
    )
)
struct OMSConformanceCertificateTests {
    /// 2026-07-01
    private static let date = Date(timeIntervalSince1970: 1_782_864_000)

    private func certificate(_ name: String) throws -> X509Certificate {
        try PublicVectors.certificate(PublicVectors.omsKeys.appending(path: name))
    }

    private func validate(
        _ leaf: String,
        _ intermediates: [String],
        trusting anchor: String,
        at date: Date = date
    ) async throws -> CertificatePath {
        try await ChainRecipe.validate(
            certificate(leaf),
            intermediates.map(certificate),
            trusting: [certificate(anchor)],
            at: date
        )
    }

    @Test func `validates the suite's chain, from root and intermediate alike`() async throws {
        let names = ["certificate/int-ca-cert.pem", "certificate/ca-cert.pem"]
        for intermediates in [[names[0]], names] {
            let path = try await validate("certificate/signing-key-cert.pem", intermediates, trusting: names[1])
            #expect(path.issuers.map(\.subject) == ["CN=intermediate-ca", "CN=root-ca"])
        }
        let path = try await validate("certificate/signing-key-cert.pem", [], trusting: names[0])
        #expect(path.issuers.map(\.subject) == ["CN=intermediate-ca"])
    }

    @Test func `validates the certificate that is its own anchor`() async throws {
        let name = "self-signed/signing-cert.pem"
        #expect(try await validate(name, [], trusting: name).issuers.isEmpty)
    }

    @Test func `rejects the wrong authority and the expired certificate`() async throws {
        let intermediates = ["certificate/int-ca-cert.pem"]
        await expectTrustError(.untrusted, saying: ["CN=Wrong CA"]) {
            let leaf = "certificate/signing-key-cert.pem"
            _ = try await validate(leaf, intermediates, trusting: "wrong/wrong-ca-cert.pem")
        }
        await expectTrustError(.expired, saying: ["CN=expired-signer", "2020-01-02T00:00:00Z"]) {
            let leaf = "expired/signing-key-cert.pem"
            _ = try await validate(leaf, intermediates, trusting: "certificate/ca-cert.pem")
        }
    }

    @Test func `says which certificate was not yet valid when the expired one was`() async throws {
        let leaf = try certificate("expired/signing-key-cert.pem")
        await expectTrustError(.notYetValid, saying: ["CN=intermediate-ca"]) {
            _ = try await validate(
                "expired/signing-key-cert.pem",
                ["certificate/int-ca-cert.pem"],
                trusting: "certificate/ca-cert.pem",
                at: leaf.notValidBefore
            )
        }
    }
}

@Suite(
    .enabled(
        if: PublicVectors.exists(PublicVectors.skills),
        "the signed skills are not at ../shared/vectors/nvidia-skills"
    )
)
struct PublishedChainTests {
    private struct Bundle: Decodable {
        struct Material: Decodable { let x509CertificateChain: Chain }
        struct Chain: Decodable { let certificates: [Entry] }
        struct Entry: Decodable { let rawBytes: Data }
        let verificationMaterial: Material
    }

    private struct Expectation: Decodable {
        let signature: String
        let strict: String
    }

    @Test func `validates P-384 chains whose authorities never expire`() async throws {
        let root = try PublicVectors.certificate(PublicVectors.skills.appending(path: "nv-agent-root-cert.pem"))
        // 9999-12-31T23:59:59Z
        #expect(root.notValidAfter == Date(timeIntervalSince1970: 253_402_300_799))
        let list = try Data(contentsOf: PublicVectors.skills.appending(path: "expected.json"))
        let expectations = try JSONDecoder().decode([Expectation].self, from: list)
        try #require(!expectations.isEmpty)
        for expectation in expectations {
            let name = expectation.signature
            let data = try Data(contentsOf: PublicVectors.skills.appending(path: name))
            let bundle = try JSONDecoder().decode(Bundle.self, from: data)
            let certificates = try bundle.verificationMaterial.x509CertificateChain.certificates.map {
                try X509Certificate(der: Array($0.rawBytes))
            }
            let leaf = try #require(certificates.first)
            let rest = Array(certificates.dropFirst())
            guard expectation.strict != "untrusted" else {
                await expectTrustError(.untrusted, saying: [leaf.issuer, root.subject]) {
                    _ = try await ChainRecipe.validate(leaf, rest, trusting: [root], at: leaf.notValidBefore)
                }
                continue
            }
            let path = try await ChainRecipe.validate(leaf, rest, trusting: [root], at: leaf.notValidBefore)
            #expect(path.anchor == root, "\(name)")
            #expect(try path.leaf.publicKey().derSPKI.isEmpty == false)
        }
    }
}
