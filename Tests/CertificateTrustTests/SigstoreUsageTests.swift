// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Testing
import X509

/// One change that makes a leaf no signer's of Sigstore.
struct SigstoreFlaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: CertificateTrustError.Code
    let spoil: @Sendable (inout CertificateRecipe) -> Void

    init(
        _ name: String,
        _ code: CertificateTrustError.Code,
        spoil: @escaping @Sendable (inout CertificateRecipe) -> Void
    ) {
        (testDescription, self.code, self.spoil) = (name, code, spoil)
    }

    static let all =
        [
            SigstoreFlaw("no key usage", .missingUsage) { $0.keyUsage = nil },
            SigstoreFlaw("key usage without digitalSignature", .missingUsage) {
                $0.keyUsage = KeyUsage(nonRepudiation: true)
            },
            SigstoreFlaw("key usage with keyCertSign", .contradictoryUsage) {
                $0.keyUsage = KeyUsage(digitalSignature: true, keyCertSign: true)
            },
            SigstoreFlaw("key usage with cRLSign", .contradictoryUsage) {
                $0.keyUsage = KeyUsage(digitalSignature: true, cRLSign: true)
            },
            SigstoreFlaw("no extended key usage", .missingUsage) { $0.extendedKeyUsage = nil },
            SigstoreFlaw("anyExtendedKeyUsage alone", .missingUsage) { $0.extendedKeyUsage = [.any] },
            SigstoreFlaw("another extended key usage", .missingUsage) { $0.extendedKeyUsage = [.timeStamping] },
            SigstoreFlaw("authority", .contradictoryUsage) {
                $0.basicConstraints = .isCertificateAuthority(maxPathLength: 0)
            },
            SigstoreFlaw("malformed basic constraints", .malformedCertificate) {
                $0.basicConstraints = nil
                $0.otherExtensions = [.init(oid: .X509ExtensionID.basicConstraints, critical: true, value: [5, 0])]
            },
        ]
        + [ExtendedKeyUsage.Usage.any, .serverAuth, .timeStamping, .ocspSigning, .certificateTransparency]
        .map { usage in
            SigstoreFlaw("codeSigning and \(usage)", .contradictoryUsage) {
                $0.extendedKeyUsage = [.codeSigning, usage]
            }
        }
}

@Suite struct SigstoreUsageTests {
    private func validate(_ chain: ChainRecipe) async throws -> CertificatePath {
        try await ChainRecipe.validate(
            chain.leaf.make(),
            [chain.intermediate.make()],
            trusting: [chain.root.make()],
            usage: .sigstore
        )
    }

    @Test func `accepts what Fulcio issues`() async throws {
        var chain = try ChainRecipe()
        chain.leaf.subject = DistinguishedName()
        chain.leaf.hasCriticalExtendedKeyUsage = false
        chain.intermediate.extendedKeyUsage = [.codeSigning]
        for constraints in [nil, BasicConstraints.notCertificateAuthority] {
            chain.leaf.basicConstraints = constraints
            _ = try await validate(chain)
        }
        chain.leaf.keyUsage = KeyUsage(digitalSignature: true, nonRepudiation: true)
        chain.leaf.extendedKeyUsage = [.codeSigning, .emailProtection]
        _ = try await validate(chain)
    }

    @Test(arguments: SigstoreFlaw.all)
    func `rejects a leaf that contradicts it`(_ flaw: SigstoreFlaw) async throws {
        var chain = try ChainRecipe()
        flaw.spoil(&chain.leaf)
        await expectTrustError(flaw.code) { [chain] in _ = try await validate(chain) }
    }

    @Test(arguments: [ExtendedKeyUsage.Usage.timeStamping, .serverAuth])
    func `rejects issuers for other purposes, the anchor included`(usage: ExtendedKeyUsage.Usage) async throws {
        var chain = try ChainRecipe()
        chain.root.extendedKeyUsage = [usage]
        await expectTrustError(.pathConstraint, saying: ["CN=root"]) { [chain] in _ = try await validate(chain) }
        chain = try ChainRecipe()
        chain.intermediate.extendedKeyUsage = [usage]
        await expectTrustError(.pathConstraint, saying: ["CN=intermediate"]) { [chain] in _ = try await validate(chain)
        }
        chain.intermediate.extendedKeyUsage = [usage, .codeSigning]
        _ = try await validate(chain)
    }
}
