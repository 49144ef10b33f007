// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import Foundation
import SwiftASN1
import X509

/// A root, an intermediate and a leaf that are valid together, to be spoilt in one point.
struct ChainRecipe: Sendable {
    var root: CertificateRecipe
    var intermediate: CertificateRecipe
    var leaf: CertificateRecipe

    init(
        rootKey: Certificate.PrivateKey = .init(P256.Signing.PrivateKey()),
        intermediateKey: Certificate.PrivateKey = .init(P256.Signing.PrivateKey()),
        leafKey: Certificate.PrivateKey = .init(P256.Signing.PrivateKey())
    ) throws {
        root = try CertificateRecipe(selfSigned: "root", key: rootKey)
        intermediate = try CertificateRecipe(selfSigned: "intermediate", key: intermediateKey)
        leaf = try CertificateRecipe(selfSigned: "leaf", key: leafKey)
        root.becomeAuthority()
        intermediate.becomeAuthority(under: root)
        leaf.issuedBy(intermediate)
        leaf.basicConstraints = .notCertificateAuthority
        leaf.keyUsage = KeyUsage(digitalSignature: true)
        leaf.extendedKeyUsage = [.codeSigning]
        leaf.alternativeNames = [.rfc822Name("signer@example.com"), .dnsName("ci.example.com")]
    }

    /// Validates the leaf through the intermediate to the root.
    func validate(at date: Date = TestClock.now) async throws -> CertificatePath {
        try await Self.validate(leaf.make(), [intermediate.make()], trusting: [root.make()], at: date)
    }

    static func validate(
        _ leaf: X509Certificate,
        _ intermediates: [X509Certificate],
        trusting anchors: [X509Certificate],
        usage: CodeSigningUsage = .digitalSignatureOrCodeSigning,
        at date: Date = TestClock.now
    ) async throws -> CertificatePath {
        try await CertificatePathValidator(anchors: TrustAnchors(anchors, usage: usage))
            .validate(leaf, intermediates: intermediates, at: date)
    }
}

extension CertificateRecipe {
    /// Makes this an authority, under itself or another.
    mutating func becomeAuthority(under issuer: CertificateRecipe? = nil) {
        basicConstraints = .isCertificateAuthority(maxPathLength: nil)
        keyUsage = KeyUsage(keyCertSign: true)
        if let issuer { issuedBy(issuer) }
    }

    /// An extension that X509 has no type for.
    mutating func add(_ identifier: ASN1ObjectIdentifier, _ value: some Sequence<UInt8>) {
        otherExtensions.append(.init(oid: identifier, critical: false, value: Array(value)[...]))
    }

    /// Takes the issuer's name and key.
    mutating func issuedBy(_ other: CertificateRecipe) {
        (issuer, issuerKey) = (other.subject, other.key)
    }
}
