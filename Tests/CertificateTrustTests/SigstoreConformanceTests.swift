// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SignatureKeys
import Testing

/// One case of the public suite, as far as this module reads it.
private struct SigstoreCase: Sendable, CustomTestStringConvertible {
    private struct Bundle: Decodable {
        struct Material: Decodable {
            let certificate: Bytes?
            let x509CertificateChain: Chain?
        }
        let verificationMaterial: Material
    }

    private struct Root: Decodable {
        let certificateAuthorities: [Authority]
        let timestampAuthorities: [Authority]?
        let ctlogs: [Log]
    }

    struct Authority: Decodable { let certChain: Chain }
    struct Chain: Decodable { let certificates: [Bytes] }
    struct Bytes: Decodable { let rawBytes: Data }
    struct Log: Decodable {
        struct ID: Decodable { let keyId: Data }
        let publicKey: Bytes
        let logId: ID
    }

    let testDescription: String
    let hasTrustedRoot: Bool
    private let folder: URL

    static let all: [SigstoreCase] = {
        let folder = PublicVectors.sigstore
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { SigstoreCase(folder.appending(path: $0)) }
    }()

    /// The folder is a case if its bundle is JSON with a certificate that is base64.
    private init?(_ folder: URL) {
        (testDescription, self.folder) = (folder.lastPathComponent, folder)
        hasTrustedRoot = PublicVectors.exists(folder.appending(path: "trusted_root.json"))
        guard let certificates = try? certificates(), !certificates.isEmpty else { return nil }
    }

    /// What the bundle carries, the signer's first.
    func certificates() throws -> [Data] {
        let data = try Data(contentsOf: folder.appending(path: "bundle.sigstore.json"))
        let material = try JSONDecoder().decode(Bundle.self, from: data).verificationMaterial
        return (material.certificate.map { [$0] } ?? material.x509CertificateChain?.certificates ?? []).map(\.rawBytes)
    }

    func leaf() throws -> X509Certificate { try X509Certificate(der: Array(#require(certificates().first))) }

    private func root() throws -> Root {
        try JSONDecoder().decode(Root.self, from: Data(contentsOf: folder.appending(path: "trusted_root.json")))
    }

    func authorities() throws -> [TrustedChain] {
        try chains(of: root().certificateAuthorities, for: .codeSigning(.sigstore))
    }

    func timestampAuthorities() throws -> [TrustedChain] {
        try chains(of: root().timestampAuthorities ?? [], for: .timeStamping)
    }

    private func chains(of authorities: [Authority], for purpose: CertificatePurpose) throws -> [TrustedChain] {
        try authorities.map { authority in
            let certificates = try authority.certChain.certificates.map { try X509Certificate(der: Array($0.rawBytes)) }
            return try TrustedChain(certificates, purpose: purpose)
        }
    }

    /// The keys of the logs; one, of staging, is PKCS#1.
    func logs() throws -> [(id: [UInt8], key: PublicKey)] {
        try root().ctlogs.map { log in
            let key = Array(log.publicKey.rawBytes)
            return (Array(log.logId.keyId), try (try? PublicKey(derSPKI: key)) ?? PublicKey(pkcs1: key))
        }
    }
}

@Suite(
    .enabled(
        if: PublicVectors.exists(PublicVectors.sigstore),
        "the Sigstore conformance suite is not at ../shared/vectors/sigstore-conformance"
    )
)
struct SigstoreConformanceTests {
    private static let issuer = "https://token.actions.githubusercontent.com"

    @Test(arguments: SigstoreCase.all)
    private func `reads every leaf, and takes it for a signer's`(_ vector: SigstoreCase) throws {
        let leaf = try vector.leaf()
        try CodeSigningUsage.sigstore.check(leaf)
        let names = try leaf.identities()
        #expect(names.count == 1 && names.allSatisfy(\.isCritical))
        #expect(names.map(\.value) == leaf.subjectAlternativeNames)
        let fulcio = try leaf.fulcio
        #expect(fulcio.issuer?.hasPrefix("https://") == true)
        if fulcio.issuer == Self.issuer {
            #expect(names.map(\.kind) == [.uri])
            #expect(fulcio[.githubWorkflowTrigger] == fulcio[.buildTrigger])
            #expect([nil, 40].contains(fulcio[.sourceRepositoryDigest]?.utf8.count))
        }
        #expect(try leaf.signedCertificateTimestamps().count == 1)
        #expect(!leaf.isSelfIssued)
    }

    /// All but the one whose authority had ended when the certificate began.
    @Test(arguments: SigstoreCase.all.filter(\.hasTrustedRoot))
    private func `finds the path of every leaf to its authority`(_ vector: SigstoreCase) async throws {
        let leaf = try vector.leaf()
        let authority = try #require(vector.authorities().first { $0.certificates.contains { $0.hasIssued(leaf) } })
        if vector.testDescription == "intoto-expired-certificate_fail" {
            await expectTrustError(.expired) { _ = try await authority.validate(leaf, at: leaf.notValidBefore) }
        } else {
            for date in [leaf.notValidBefore, leaf.notValidAfter] {
                let path = try await authority.validate(leaf, at: date)
                #expect(path.certificates == [leaf] + authority.certificates && path.date == date)
            }
        }
    }

    /// All but GitHub's of 2023, whose certificate is no timestamp authority's: its usage is not critical.
    @Test(arguments: SigstoreCase.all.filter(\.hasTrustedRoot))
    private func `finds the path of every timestamp authority`(_ vector: SigstoreCase) async throws {
        for authority in try vector.timestampAuthorities() {
            let leaf = try #require(authority.certificates.first)
            if leaf.subject.contains("GitHub") {
                await expectTrustError(.usageNotCritical) {
                    _ = try await authority.validate(leaf, at: leaf.notValidBefore)
                }
            } else {
                let path = try await authority.validate(leaf, at: leaf.notValidBefore)
                #expect(path.certificates == authority.certificates)
            }
        }
    }

    @Test(arguments: SigstoreCase.all.filter(\.hasTrustedRoot))
    private func `verifies the log's promise about every leaf`(_ vector: SigstoreCase) async throws {
        let leaf = try vector.leaf()
        let issuer = try #require(vector.authorities().flatMap(\.certificates).first { $0.hasIssued(leaf) })
        let timestamp = try #require(leaf.signedCertificateTimestamps().first)
        let logs = try vector.logs()
        if vector.testDescription == "invalid-ct-key_fail" {
            #expect(!logs.isEmpty && logs.allSatisfy { $0.id != timestamp.logID })
            for log in logs {
                await expectTrustError(.invalidSCT) { try timestamp.verify(leaf: leaf, issuer: issuer, key: log.key) }
            }
        } else {
            let log = try #require(logs.first { $0.id == timestamp.logID })
            try timestamp.verify(leaf: leaf, issuer: issuer, key: log.key)
        }
        if vector.testDescription == "bundle-with-sct-with-extensions" {
            #expect(timestamp.extensions == [0, 0, 5, 0, 0, 0, 0, 0x70])
        }
    }

    @Test func `finds the root in the bundle that carries one`() throws {
        let vector = try #require(SigstoreCase.all.first { $0.testDescription == "bundle-with-root-cert_fail" })
        let certificates = try vector.certificates().map { try X509Certificate(der: Array($0)) }
        #expect(certificates.map(\.isSelfSigned) == [false, true, false])
        #expect(certificates.map(\.isSelfIssued) == [false, true, false])
    }
}
