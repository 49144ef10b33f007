// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

@testable import CertificateTrust
import Foundation
import Testing
import X509

@Suite struct TrustAnchorsTests {
    @Test func `wants at least one certificate and not too many`() async throws {
        await expectTrustError(.noAnchors) { _ = try TrustAnchors([]) }
        let certificate = try ChainRecipe().root.make()
        _ = try TrustAnchors(Array(repeating: certificate, count: TrustAnchors.maximumCount))
        await expectTrustError(.tooManyCertificates) {
            _ = try TrustAnchors(Array(repeating: certificate, count: TrustAnchors.maximumCount + 1))
        }
    }

    @Test func `lists at most five anchors in an error`() async throws {
        let anchors = try (0..<7).map { try CertificateRecipe(selfSigned: "anchor \($0)").make() }
        let error = await #expect(throws: CertificateTrustError.self) {
            _ = try await ChainRecipe.validate(ChainRecipe().leaf.make(), [], trusting: anchors)
        }
        let message = try #require(error?.message)
        for anchor in anchors.prefix(5) {
            #expect(message.contains("\(anchor.subject) (SHA-256 \(anchor.sha256Fingerprint.prefix(16))…)"))
        }
        #expect(message.contains("and 2 more") && !message.contains("anchor 5"))
    }

    @Test func `quotes only the beginning of a long name`() async throws {
        let name = String(repeating: "x", count: 30_000)
        let anchor = try CertificateRecipe(selfSigned: name).make()
        let error = await #expect(throws: CertificateTrustError.self) {
            _ = try await ChainRecipe.validate(ChainRecipe().leaf.make(), [], trusting: [anchor])
        }
        #expect(try #require(error?.message).utf8.count < 1000)
    }

    @Test func `requires codeSigning under the system's roots`() async throws {
        var chain = try ChainRecipe()
        let root = try chain.root.make()
        let file = FileManager.default.temporaryDirectory.appending(path: "roots-\(root.sha256Fingerprint).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        let pem = "-----BEGIN CERTIFICATE-----\n\(Data(root.der).base64EncodedString())\n-----END CERTIFICATE-----\n"
        let broken = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
        try Data((broken + pem).utf8).write(to: file)

        let anchors = try TrustAnchors.system(files: ["/nonexistent/roots.pem", file.path])
        #expect(anchors.certificates == [root] && anchors.usage == .codeSigning)
        let validator = CertificatePathValidator(anchors: anchors)
        let intermediates = [try chain.intermediate.make()]
        _ = try await validator.validate(chain.leaf.make(), intermediates: intermediates, at: TestClock.now)
        chain.leaf.extendedKeyUsage = nil
        _ = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [root])
        await expectTrustError(.missingUsage, saying: ["codeSigning"]) {
            _ = try await validator.validate(chain.leaf.make(), intermediates: intermediates, at: TestClock.now)
        }
    }

    @Test func `names the places where the system's roots are not`() async {
        await expectTrustError(.noAnchors, saying: ["/nonexistent/a, /nonexistent/b"]) {
            _ = try TrustAnchors.system(files: ["/nonexistent/a", "/nonexistent/b"])
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/etc/ssl/certs/ca-certificates.crt"),
            "this system keeps its root certificates elsewhere"
        )
    )
    func `reads this system's roots`() async throws {
        let anchors = try TrustAnchors.system()
        #expect(anchors.certificates.count > 50)
        let chain = try ChainRecipe()
        await expectTrustError(.untrusted) {
            _ = try await CertificatePathValidator(anchors: anchors)
                .validate(chain.leaf.make(), intermediates: [chain.intermediate.make()], at: TestClock.now)
        }
    }
}
