// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import SigstoreBundle
public import SigstoreVerification
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Signs with an identity instead of a key: an authority certifies a key that lives for one signature, and logs witness
/// what it signed.
///
/// Each answer of each service is verified before the next is asked, and the whole as verifiers do it, before there is a
/// bundle. Services are asked again after failures; a certificate that expires while a log is slow is renewed once.
///
/// ```swift
/// let signer = KeylessSigner(trustedRoot: trust.trustedRoot, signingConfig: config, client: client) { token }
/// let bundle = try await ModelSigner(signer).sign(modelAt: directory, excluding: [signatureURL])
/// ```
/// - SeeAlso: Sigstore client specification §2.
public struct KeylessSigner: BundleSigner {
    private let check: SigningCheck
    private let config: SigningConfig
    private let client: WebClient
    private let proof: KeyProof
    private let certificateLogs: SigstorePolicy.Witnesses
    private let now: @Sendable () -> Date
    private let identity: @Sendable () async throws -> IdentityToken

    /// Creates a signer.
    ///
    /// - Parameters:
    ///   - trustedRoot: Whom the instance trusts: what its services answer is verified against this.
    ///   - signingConfig: Which services to use.
    ///   - client: How they are reached.
    ///   - proof: How the authority is shown that the key is here.
    ///   - certificateLogs: The certificate logs that the certificate must show, as verifiers want it. A private instance may
    ///     give its log's promise beside the certificate, where bundles have no room for it: that is verified, and taken only
    ///     with `notRequired`.
    ///   - now: This machine's clock.
    ///   - identity: Gives a token when one is needed: once for a signature, and again if a certificate must be renewed
    ///     after the token has expired.
    public init(
        trustedRoot: TrustedRoot,
        signingConfig: SigningConfig,
        client: WebClient,
        proof: KeyProof = .signingRequest,
        certificateLogs: SigstorePolicy.Witnesses = .atLeast(1),
        now: @escaping @Sendable () -> Date = { Date() },
        identity: @escaping @Sendable () async throws -> IdentityToken
    ) {
        (check, config, self.client) = (SigningCheck(trustedRoot), signingConfig, client)
        (self.proof, self.certificateLogs) = (proof, certificateLogs)
        (self.now, self.identity) = (now, identity)
    }

    /// Signs `payload` in a DSSE envelope.
    public func sign(_ payload: [UInt8], type: String) async throws -> SignatureBundle {
        try await signature(payload, type: type).bundle
    }

    /// Signs a payload and its type, and tells how.
    ///
    /// - Throws: ``SigstoreClientError``; what `identity` throws; `CancellationError`.
    public func signature(_ payload: [UInt8], type: String) async throws -> KeylessSignature {
        try await signature(of: .payload(payload, type: type))
    }

    /// Signs a file by its SHA-256.
    ///
    /// - Throws: ``SigstoreClientError``, with `unusableDigest` for a digest of another hash; what `identity` throws;
    ///   `CancellationError`.
    public func signature(ofArtifact digest: ArtifactDigest) async throws -> KeylessSignature {
        guard digest.algorithm == .sha256 else {
            throw SigstoreClientError(
                .unusableDigest,
                "the key of a keyless signature signs SHA-256, and \(digest.algorithm.rawValue) was given"
            )
        }
        return try await signature(of: .artifact(sha256: digest.bytes))
    }

    private func signature(of content: SigningContent) async throws -> KeylessSignature {
        let token = try await identity()
        do {
            return try await signature(of: content, token)
        } catch let error as SigstoreClientError where error.code == .expiredCertificate {
            let isStillGood = token.expiry > now()
            return try await signature(of: content, isStillGood ? token : identity())
        }
    }

    private func signature(of content: SigningContent, _ token: IdentityToken) async throws -> KeylessSignature {
        let date = now()
        try token.requireValid(at: date)
        let attempt = SigningAttempt(
            services: try SigningServices(config, at: date, client: client, check: check),
            check: check,
            token: token,
            proof: proof,
            certificateLogs: certificateLogs,
            now: now
        )
        do {
            return try await attempt.sign(content)
        } catch let error as SigstoreClientError {
            throw error.redacted(token.bearer)
        }
    }
}

extension SigstoreClientError {
    /// The error, without what a service may have put of the token into an answer that is quoted.
    fileprivate func redacted(_ token: BearerToken) -> SigstoreClientError {
        let text = token.redacted(from: description)
        return text.hasSameBytes(as: description) ? self : SigstoreClientError(code, text)
    }
}
