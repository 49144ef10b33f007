// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import Testing
import X509

@Suite struct HostileChainTests {
    /// Authorities of one name and key that sign each other: X509 takes them for different ones by their names alone.
    private func circle(count: Int, in chain: ChainRecipe) throws -> [X509Certificate] {
        try (0..<count).map { index in
            var copy = chain.intermediate
            copy.issuedBy(chain.intermediate)
            copy.alternativeNames = [.dnsName("\(index).example.com")]
            return try copy.make()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `ends without a path among certificates that sign each other`() async throws {
        let chain = try ChainRecipe()
        let circle = try circle(count: CertificatePathValidator.maximumIntermediateCount, in: chain)
        await expectTrustError(.untrusted, saying: ["CN=root"]) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), circle, trusting: [chain.root.make()])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `ends among certificates that sign each other and have the anchor's name`() async throws {
        var chain = try ChainRecipe()
        chain.intermediate.subject = chain.root.subject
        chain.leaf.issuedBy(chain.intermediate)
        let circle = try circle(count: CertificatePathValidator.maximumIntermediateCount, in: chain)
        await expectTrustError(.untrusted, saying: ["CN=root"]) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), circle, trusting: [chain.root.make()])
        }
    }

    @Test func `rejects more certificates than the limit`() async throws {
        let chain = try ChainRecipe()
        let limit = CertificatePathValidator.maximumIntermediateCount
        let intermediate = try chain.intermediate.make()
        let full = Array(repeating: intermediate, count: limit)
        _ = try await ChainRecipe.validate(chain.leaf.make(), full, trusting: [chain.root.make()])
        await expectTrustError(.tooManyCertificates, saying: ["\(limit)"]) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), full + [intermediate], trusting: [chain.root.make()])
        }
    }

    @Test func `follows the longest chain that the limit allows`() async throws {
        var chain = try ChainRecipe()
        var intermediates = [try chain.intermediate.make()]
        var last = chain.intermediate
        for index in 1..<CertificatePathValidator.maximumIntermediateCount {
            var next = try CertificateRecipe(selfSigned: "intermediate \(index)")
            next.becomeAuthority(under: last)
            intermediates.append(try next.make())
            last = next
        }
        chain.leaf.issuedBy(last)
        let path = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [chain.root.make()])
        #expect(path.certificates.count == CertificatePathValidator.maximumIntermediateCount + 2)
    }
}
