// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

/// A time inside the validity of the suites' certificates, the expired one excepted.
let suiteTime = Date(timeIntervalSince1970: 1_790_812_800)  // 2026-10-01

extension ConformanceCase {
    /// Signs the copy as the case asks, and writes the signature to `signature`.
    func sign(_ copy: ModelCopy, to signature: URL) async throws {
        guard let signing else { throw MissingBlock() }
        var options = HashingOptions()
        options.ignoredPaths = try ignoredNames(in: copy)
        try await ModelSigner(signing.signer())
            .sign(modelAt: copy.url, excluding: [signature], options: options)
            .write(to: signature)
    }

    /// Verifies the copy as the case asks.
    func verify(_ copy: ModelCopy, _ signature: URL, publicKey: URL? = nil) async throws -> VerifiedModel {
        var options = CheckOptions()
        options.ignoredPaths = try ignoredNames(in: copy)
        options.unsignedFiles = verification.ignoresUnsignedFiles ? .ignored : .refused
        return try await ModelVerifier(verifier(publicKey: publicKey))
            .verify(modelAt: copy.url, signatureAt: signature, options: options)
    }

    /// What the case trusts; `publicKey` stands in for the case's own.
    func verifier(publicKey: URL? = nil) throws -> BundleVerifier {
        switch method {
        case .key:
            guard let file = publicKey ?? verification.publicKey else { throw MissingBlock() }
            return .key(try PublicKey(pem: Array(Data(contentsOf: file))))
        case .certificate:
            let anchors = try TrustAnchors(verification.anchors.flatMap(X509Certificate.read))
            return .certificate(anchors: anchors, now: { suiteTime })
        case .sigstore:
            guard let identity = verification.identity, let issuer = verification.identityProvider else {
                throw MissingBlock()
            }
            return .sigstore(trustedRoot: try .production(), identity: SigstoreIdentity(identity, issuer: issuer))
        }
    }

    /// As the suite does: absolute paths in the copy.
    private func ignoredNames(in copy: ModelCopy) throws -> [ResourceName] {
        guard !verification.ignoredPaths.isEmpty else { return [] }
        let location = try ModelLocation(copy.url)
        return try verification.ignoredPaths.map {
            try IgnorePath.resolve(copy.file($0).path(percentEncoded: false), in: location, workingDirectory: "/")
        }
    }

    private struct MissingBlock: Error {}
}

extension ConformanceCase.Signing {
    fileprivate func signer() throws -> any BundleSigner {
        let key = try PrivateKey(pem: Array(Data(contentsOf: privateKey)))
        guard let certificate else { return KeySigner(key) }
        return try CertificateSigner(
            key,
            certificate: try X509Certificate.read(certificate)[0],
            chain: chain.flatMap(X509Certificate.read)
        )
    }
}

extension X509Certificate {
    /// The certificates of a PEM file.
    static func read(_ file: URL) throws -> [X509Certificate] { try parse(pem: Array(Data(contentsOf: file))) }
}
