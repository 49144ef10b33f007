// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SwiftASN1
import Testing
import X509

/// One change that makes a timestamp authority's chain invalid.
struct TimeStampingFlaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: CertificateTrustError.Code
    let spoil: @Sendable (inout ChainRecipe) -> Void

    init(
        _ name: String,
        _ code: CertificateTrustError.Code,
        spoil: @escaping @Sendable (inout ChainRecipe) -> Void
    ) {
        (testDescription, self.code, self.spoil) = (name, code, spoil)
    }

    static let all = [
        TimeStampingFlaw("no extended key usage", .missingUsage) { $0.leaf.extendedKeyUsage = nil },
        TimeStampingFlaw("empty extended key usage", .missingUsage) { $0.leaf.extendedKeyUsage = [] },
        TimeStampingFlaw("code signing", .missingUsage) { $0.leaf.extendedKeyUsage = [.codeSigning] },
        TimeStampingFlaw("any usage", .missingUsage) { $0.leaf.extendedKeyUsage = [.any] },
        TimeStampingFlaw("code signing too", .contradictoryUsage) {
            $0.leaf.extendedKeyUsage = [.timeStamping, .codeSigning]
        },
        TimeStampingFlaw("any usage too", .contradictoryUsage) { $0.leaf.extendedKeyUsage = [.timeStamping, .any] },
        TimeStampingFlaw("an unknown usage too", .contradictoryUsage) {
            $0.leaf.extendedKeyUsage = [.timeStamping, .init(oid: [1, 2, 3])]
        },
        TimeStampingFlaw("not critical", .usageNotCritical) { $0.leaf.hasCriticalExtendedKeyUsage = false },
        TimeStampingFlaw("key usage without signatures", .missingUsage) {
            $0.leaf.keyUsage = KeyUsage(keyEncipherment: true)
        },
        TimeStampingFlaw("another key usage too", .contradictoryUsage) {
            $0.leaf.keyUsage = KeyUsage(digitalSignature: true, keyEncipherment: true)
        },
        TimeStampingFlaw("an authority for certificates", .contradictoryUsage) {
            $0.leaf.basicConstraints = .isCertificateAuthority(maxPathLength: nil)
        },
        TimeStampingFlaw("intermediate for code signing", .pathConstraint) {
            $0.intermediate.extendedKeyUsage = [.codeSigning]
        },
        TimeStampingFlaw("anchor for code signing", .pathConstraint) { $0.root.extendedKeyUsage = [.codeSigning] },
        TimeStampingFlaw("expired", .expired) { $0.leaf.notValidAfter = TestClock.now - 1 },
        TimeStampingFlaw("unknown critical extension", .unhandledCriticalExtension) {
            $0.leaf.otherExtensions = [.init(oid: [1, 2, 3, 4], critical: true, value: [5, 0])]
        },
    ]
}

@Suite struct TimeStampingTests {
    private func validate(_ chain: ChainRecipe) async throws -> CertificatePath {
        try await CertificatePathValidator(anchors: TrustAnchors([chain.root.make()]), purpose: .timeStamping)
            .validate(chain.leaf.make(), intermediates: [chain.intermediate.make()], at: TestClock.now)
    }

    private func authority() throws -> ChainRecipe {
        var chain = try ChainRecipe()
        chain.leaf.extendedKeyUsage = [.timeStamping]
        return chain
    }

    @Test func `accepts a certificate for time stamping alone`() async throws {
        var chain = try authority()
        let usages = [
            nil, KeyUsage(digitalSignature: true), KeyUsage(nonRepudiation: true),
            KeyUsage(digitalSignature: true, nonRepudiation: true),
        ]
        for usage in usages {
            chain.leaf.keyUsage = usage
            #expect(try await validate(chain).issuers.count == 2)
        }
        chain.leaf.basicConstraints = nil
        _ = try await validate(chain)
    }

    @Test(arguments: [[.timeStamping], [.any], [.codeSigning, .timeStamping]] as [[ExtendedKeyUsage.Usage]])
    func `accepts issuers that may certify timestamp authorities`(usages: [ExtendedKeyUsage.Usage]) async throws {
        var chain = try authority()
        (chain.root.extendedKeyUsage, chain.intermediate.extendedKeyUsage) = (usages, usages)
        _ = try await validate(chain)
    }

    @Test(arguments: TimeStampingFlaw.all)
    func `rejects a chain that is valid but for one thing`(_ flaw: TimeStampingFlaw) async throws {
        var chain = try authority()
        flaw.spoil(&chain)
        await expectTrustError(flaw.code) { [chain] in _ = try await validate(chain) }
    }

    @Test func `accepts no timestamp authority as a signer, and no signer as a timestamp authority`() async throws {
        let authority = try authority()
        await expectTrustError(.missingUsage) { _ = try await authority.validate() }
        await expectTrustError(.missingUsage) { _ = try await validate(ChainRecipe()) }
    }
}
