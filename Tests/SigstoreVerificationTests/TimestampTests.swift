// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreVerification
import TestServices
import Testing
import Timestamping

/// Time stamps within the Sigstore method: RFC 3161, Sigstore client specification §4.2.1.
@Suite struct TimestampTests {
    @Test(arguments: contents + attributes + authorities)
    func `a time stamp that cannot be used, or is not about the signature, is an error`(
        _ variation: Variation
    ) async throws {
        try await variation.check()
    }

    @Test(arguments: contents.prefix(3))
    func `even beside a good one`(_ variation: Variation) async throws {
        var scene = try variation.scene()
        scene.timestamps?.append(TestTimestamp.numbered(9))
        let error = await #expect(throws: BundleVerificationError.self) { try await scene.make().verify() }
        #expect(error?.code == variation.refusal?.code)
    }

    private static let stranger = TestKey(.p256, named: "stranger")

    private static func bad(
        _ name: String,
        _ code: TimestampError.Code,
        change: @escaping @Sendable (inout TestTimestamp) -> Void
    ) -> Variation {
        .bad(name, .invalidTimestamp, .timestamp(code), in: .rekorV2) { change(&$0.timestamp) }
    }

    private static let contents: [Variation] = [
        bad("of another message", .imprintMismatch) { $0.message = [1] },
        bad("over another imprint", .imprintMismatch) { $0.imprint = Array(repeating: 1, count: 32) },
        bad("with a changed signature", .invalidSignature) { $0.signature = { $0[$0.count - 1] ^= 1 } },
        bad("with an imprint that is too short", .malformed) { $0.imprint = Array(repeating: 1, count: 31) },
        bad("signed by another key", .invalidSignature) { $0.key = stranger },
        bad("refused by the authority", .rejected) { $0.status = 2 },
        bad("without a token", .malformed) { $0.hasToken = false },
        bad("of another version", .malformed) { $0.version = 2 },
        bad("with a critical extension", .unsupportedExtension) {
            $0.extensions = [TestExtension("1.2.3.4", critical: true, [5, 0])]
        },
        bad("with other content", .malformed) { $0.contentType = "1.2.840.113549.1.7.1" },
        bad("with bytes behind it", .malformed) { $0.made = { $0.append(0) } },
        bad("cut off", .malformed) { $0.made = { $0.removeLast() } },
        bad("with two signers", .malformed) { $0.signerCount = 2 },
        bad("without a signer", .malformed) { $0.signerCount = 0 },
    ]

    private static let attributes: [Variation] = [
        bad("for content that is no TSTInfo", .attributeMismatch) { $0.attributeContentType = "1.2.840.113549.1.7.1" },
        bad("without the content's type", .missingAttribute) { $0.attributeContentType = nil },
        bad("without the content's digest", .missingAttribute) { $0.hasMessageDigest = false },
        bad("with another digest", .attributeMismatch) { $0.messageDigest = Array(repeating: 1, count: 32) },
        bad("without signed attributes", .missingAttribute) { $0.hasSignedAttributes = false },
        bad("without the signer's certificate", .missingAttribute) { $0.signingCertificate = .none },
        bad("for another certificate", .signerMismatch) { $0.namedCertificate = [1, 2, 3] },
        bad("for another certificate, by SHA-1", .signerMismatch) {
            ($0.signingCertificate, $0.namedCertificate) = (.v1, [1, 2, 3])
        },
        bad("for a certificate with another number", .signerMismatch) { $0.namedSerialNumber = [1] },
        .good("by both forms of the certificate's name", in: .rekorV2) { $0.timestamp.signingCertificate = .both },
        .good("by the old form of the certificate's name", in: .rekorV2) { $0.timestamp.signingCertificate = .v1 },
        .good("by the certificate's hash alone", in: .rekorV2) { $0.timestamp.hasIssuerSerial = false },
        .good("without certificates", in: .rekorV2) { $0.timestamp.certificates = .none },
        .good("with the whole chain", in: .rekorV2) { $0.timestamp.certificates = .chain },
        .good("by the key's identifier", in: .rekorV2) { $0.timestamp.signerIdentifier = .subjectKeyIdentifier },
        .good("over SHA-512", in: .rekorV2) { $0.timestamp.imprintDigest = .sha512 },
        .good("within a second", in: .rekorV2) { $0.timestamp.fraction = "123456" },
    ]

    /// Whether an authority may stamp at all: another one that the trust root names may.
    private static func untrusted(
        _ name: String,
        _ code: TimestampError.Code,
        change: @escaping @Sendable (inout TestTSA) -> Void
    ) -> Variation {
        .bad(name, .untrustedTimestamp, .timestamp(code), in: .rekorV2) {
            change(&$0.services.timestampAuthorities[0])
        }
    }

    private static let authorities: [Variation] = [
        untrusted("by a certificate for code signing", .missingUsage) { $0.usages = [TestExtension.codeSigning] },
        untrusted("by a certificate for everything", .missingUsage) {
            $0.usages = [TestExtension.timeStamping, TestExtension.codeSigning]
        },
        untrusted("by a certificate without usages", .missingUsage) { $0.usages = nil },
        untrusted("by a certificate whose usage is not critical", .missingUsage) { $0.usagesAreCritical = false },
        untrusted("by a certificate that must not sign", .missingUsage) { $0.keyUsage = 0x20 },
        untrusted("under an intermediate of another root", .untrustedAuthority) {
            $0.intermediates = [TestCA("tsa intermediate")]
            $0.intermediates[0].signingKey = stranger
        },
        untrusted("under an intermediate that is no authority", .untrustedAuthority) {
            $0.intermediates = [TestCA("tsa intermediate")]
            $0.intermediates[0].isAuthority = false
        },
        untrusted("under a root that allows no intermediate", .untrustedAuthority) {
            $0.intermediates = [TestCA("tsa intermediate")]
            $0.root.pathLength = 0
        },
        untrusted("without its certificate anywhere", .missingCertificate) { $0.listed = { Array($0.dropFirst()) } }
            .with { $0.timestamp.certificates = .none },
        .good("with its certificate in the time stamp alone", in: .rekorV2) {
            $0.services.timestampAuthorities[0].listed = { Array($0.dropFirst()) }
        },
        .good("under an intermediate", in: .rekorV2) {
            $0.services.timestampAuthorities[0].intermediates = [TestCA("tsa intermediate", pathLength: 0)]
        },
        .good("by an authority that was given two periods", in: .rekorV2) {
            $0.trustedRootJSON = {
                let authority = $0["timestampAuthorities"]?[0]
                $0["timestampAuthorities"]?[1] = authority
                $0["timestampAuthorities"]?[0]?["validFor"]?["end"] = "2025-06-15T15:06:39Z"
            }
        },
        .good("by an authority with a new certificate for its key", in: .rekorV2) {
            var renewed = TestTSA()
            renewed.commonName = "renewed tsa signer"
            $0.services.timestampAuthorities.append(renewed)
            $0.timestamps = [TestTimestamp(authority: 1)]
            $0.timestamp.signerIdentifier = .subjectKeyIdentifier
        },
    ]
}
