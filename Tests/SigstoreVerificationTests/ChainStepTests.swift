// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SigstoreVerification
import TestServices
import Testing

/// Sigstore client specification §4.3: the certificates' path, at every time of the signature.
@Suite struct ChainStepTests {
    @Test(arguments: presented)
    func `what a bundle brings is a signer's certificate and intermediates`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: paths)
    func `the path leads to an authority that the trust root names`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: profiles)
    func `a signer's certificate is for signing alone`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: times)
    func `everything is valid at every time of the signature`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let stranger = TestKey(.p384, named: "stranger")

    private static let presented: [Variation] = [
        .bad("a chain in 0.3", .unexpectedCertificates) { $0.material = .chain },
        .bad("a chain in 0.3, old spelling", .unexpectedCertificates) {
            ($0.version, $0.material) = (.v0_3Old, .chain)
        },
        .bad("a root in 0.1", .unexpectedCertificates) { ($0.version, $0.material) = (.v0_1, .chainWithRoot) },
        .bad("a root in 0.2", .unexpectedCertificates) { ($0.version, $0.material) = (.v0_2, .chainWithRoot) },
        .bad("no certificate at all", .unusableCertificate, .certificate(.malformedCertificate)) {
            $0.bundledCertificate = [1, 2, 3]
        },
        .bad("an intermediate that cannot be read", .unusableCertificate, .certificate(.malformedCertificate)) {
            ($0.version, $0.material) = (.v0_2, .chainWithIntermediates)
            $0.bundleJSON = {
                $0["verificationMaterial"]?["x509CertificateChain"]?["certificates"]?[1]?["rawBytes"] = "MAA="
            }
        },
        .bad("a bare key where an identity is expected", .wrongMethod) {
            ($0.signer, $0.isMethodWrong) = (.managedKey, true)
        },
        .bad("too many certificates", .untrustedCertificate, .certificate(.tooManyCertificates)) {
            ($0.version, $0.material) = (.v0_2, .chainWithIntermediates)
            $0.bundleJSON = {
                let certificate = $0["verificationMaterial"]?["x509CertificateChain"]?["certificates"]?[1]
                for index in 2..<10 {
                    $0["verificationMaterial"]?["x509CertificateChain"]?["certificates"]?[index] = certificate
                }
            }
            // With those of the trust root, more than a path may be sought among.
            $0.services.authorities[0].intermediates = (0..<2).map { TestCA("intermediate \($0)") }
        },
    ]

    private static func bad(
        _ name: String,
        _ code: CertificateTrustError.Code,
        given: Variation.Change? = nil,
        change: @escaping Variation.Change
    ) -> Variation {
        .bad(name, .untrustedCertificate, .certificate(code), given: given, change: change)
    }

    private static let paths: [Variation] = [
        bad("another instance's", .untrusted) {
            $0.trustedRootJSON = {
                $0["certificateAuthorities"] = try Scene.stranger.get().trustedRoot()["certificateAuthorities"]
            }
        },
        .bad("none", .untrustedCertificate) { $0.trustedRootJSON = { $0["certificateAuthorities"] = nil } },
        bad("signed by another key", .untrusted) { $0.leaf.signingKey = stranger },
        bad("under an intermediate that another root signed", .untrusted) {
            $0.services.authorities[0].intermediates[0].signingKey = stranger
        },
        bad("under a namesake of the root", .untrusted) {
            var services = TestSigstore.quick
            services.authorities[0].intermediates = []
            let root = try services.make().trustedRoot()
            $0.services = services
            $0.services.authorities[0].root.key = stranger
            $0.trustedRootJSON = { $0["certificateAuthorities"] = root["certificateAuthorities"] }
        },
        bad("a path that is too long for the root", .pathConstraint) {
            $0.services.authorities[0].root.pathLength = 0
        },
        bad("a path that is too long for an intermediate", .pathConstraint) {
            $0.services.authorities[0].intermediates.insert(TestCA("upper intermediate", pathLength: 0), at: 0)
        },
        bad("an intermediate that is no authority", .pathConstraint) {
            $0.services.authorities[0].intermediates[0].isAuthority = false
        },
        bad("an intermediate that must not issue", .pathConstraint) {
            $0.services.authorities[0].intermediates[0].keyUsage = 0x80
        },
        bad("a root that must not issue", .pathConstraint) { $0.services.authorities[0].root.keyUsage = 0x80 },
        bad("an intermediate for time stamps", .pathConstraint) {
            $0.services.authorities[0].intermediates[0].usages = [TestExtension.timeStamping]
        },
        bad("an intermediate with an unknown critical extension", .unhandledCriticalExtension) {
            $0.services.authorities[0].intermediates[0].extraExtensions = [
                TestExtension("1.2.3.4", critical: true, [5, 0])
            ]
        },
        bad("an intermediate that nobody has", .untrusted, given: intermediateInBundle) { $0.material = .chain },
        .good("an intermediate that the bundle brings") { try intermediateInBundle(&$0) },
        bad("an intermediate that the bundle brings, by another root", .untrusted, given: intermediateInBundle) {
            $0.services.authorities[0].intermediates[0].signingKey = stranger
        },
        .good("another authority before the right one") {
            $0.services.authorities.insert(TestFulcio(named: "first"), at: 0)
            $0.leaf.authority = 1
        },
        .good("an anchor that is no root") { $0.services.authorities[0].listed = { [$0[0]] } },
    ]

    /// The trust root names the root alone.
    private static let intermediateInBundle: Variation.Change = {
        ($0.version, $0.material) = (.v0_2, .chainWithIntermediates)
        $0.services.authorities[0].listed = { [$0[$0.count - 1]] }
    }

    private static let profiles: [Variation] = [
        bad("no digitalSignature", .missingUsage) { $0.leaf.keyUsage = 0x20 },
        bad("no key usage", .missingUsage) { $0.leaf.keyUsage = nil },
        bad("no extended usage", .missingUsage) { $0.leaf.usages = nil },
        bad("another usage", .missingUsage) { $0.leaf.usages = [TestExtension.timeStamping] },
        bad("any usage", .missingUsage) { $0.leaf.usages = ["2.5.29.37.0"] },
        bad("code signing and any usage", .contradictoryUsage) {
            $0.leaf.usages = [TestExtension.codeSigning, "2.5.29.37.0"]
        },
        bad("code signing and time stamping", .contradictoryUsage) {
            $0.leaf.usages = [TestExtension.codeSigning, TestExtension.timeStamping]
        },
        bad("code signing and servers", .contradictoryUsage) {
            $0.leaf.usages = [TestExtension.codeSigning, "1.3.6.1.5.5.7.3.1"]
        },
        bad("may issue certificates", .contradictoryUsage) { $0.leaf.keyUsage = 0x84 },
        bad("may revoke certificates", .contradictoryUsage) { $0.leaf.keyUsage = 0x82 },
        bad("an authority", .contradictoryUsage) { $0.leaf.isAuthority = true },
        bad("an unknown critical extension", .unhandledCriticalExtension) {
            $0.leaf.extraExtensions = [TestExtension("1.2.3.4", critical: true, [5, 0])]
        },
        .good("an unknown extension") { $0.leaf.extraExtensions = [TestExtension("1.2.3.4", [5, 0])] },
        .good("explicitly no authority") { $0.leaf.isAuthority = false },
        .good("code signing and email") { $0.leaf.usages = [TestExtension.codeSigning, "1.3.6.1.5.5.7.3.4"] },
        .good("a subject") { $0.leaf.subject = "a signer" },
    ]

    private static let times: [Variation] = [
        .bad("a second time when the certificate had expired", .outsideCertificateValidity, .certificate(.expired)) {
            $0.timestamps = [TestTimestamp()]
            $0.timestamp.date = $0.leaf.notAfter + 1
        },
        .bad("a second time before the certificate", .outsideCertificateValidity, .certificate(.notYetValid)) {
            $0.timestamps = [TestTimestamp()]
            $0.timestamp.date = $0.leaf.notBefore - 1
        },
        .bad("logged too late, stamped in time", .outsideCertificateValidity, .certificate(.expired)) {
            $0.timestamps = [TestTimestamp()]
            $0.entry.integratedTime = $0.leaf.notAfter + 1
        },
        .bad("a second time when the authority had ended", .outsideAuthorityValidity) {
            $0.timestamps = [TestTimestamp()]
            $0.timestamp.date = TestSigstore.now + 10
            $0.services.authorities[0].window = TestWindow(to: TestSigstore.now + 9)
        },
        .good("both ends of the certificate") {
            $0.timestamps = [TestTimestamp()]
            $0.timestamp.date = $0.leaf.notAfter
            $0.entry.integratedTime = $0.leaf.notBefore
            $0.leaf.timestamps[0].date = $0.leaf.notBefore
        },
        .good("certificates that have expired since") {
            for index in 0..<1 {
                $0.services.authorities[0].intermediates[index].notAfter = TestSigstore.now + 3600
            }
            $0.services.authorities[0].root.notAfter = TestSigstore.now + 3600
            $0.services.authorities[0].window = TestWindow(to: TestSigstore.now + 3600)
        },
        .good("an authority that was renewed") {
            try renewed(&$0)
            $0.leaf.authority = 1
        },
        .good("an authority before it was renewed") {
            try renewed(&$0)
            $0.entry.integratedTime = TestSigstore.now - 1
            $0.leaf.timestamps[0].date = TestSigstore.now - 1
        },
        .bad("an authority after it was renewed", .outsideAuthorityValidity) { try renewed(&$0) },
        .bad("a renewed authority before its time", .outsideAuthorityValidity) {
            try renewed(&$0)
            $0.leaf.authority = 1
            $0.entry.integratedTime = TestSigstore.now - 1
            $0.leaf.timestamps[0].date = TestSigstore.now - 1
        },
    ]

    /// The authority is trusted until a second before now, and one with another key from now on.
    private static let renewed: Variation.Change = {
        $0.services.authorities.append(TestFulcio(named: "renewed"))
        $0.services.authorities[0].window = TestWindow(to: TestSigstore.now - 1)
        $0.services.authorities[1].window = TestWindow(from: TestSigstore.now)
    }
}
