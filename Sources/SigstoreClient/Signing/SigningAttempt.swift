// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreBundle
import SigstoreVerification
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One way through Sigstore's services, with one key and one certificate.
struct SigningAttempt: Sendable {
    let services: SigningServices
    let check: SigningCheck
    let token: IdentityToken
    let proof: KeyProof
    let certificateLogs: SigstorePolicy.Witnesses
    let now: @Sendable () -> Date

    /// How far this machine's clock may be from the authority's.
    private static let clockTolerance: TimeInterval = 5 * 60

    /// - Throws: ``SigstoreClientError``, with `expiredCertificate` when another attempt may go better.
    func sign(_ content: SigningContent) async throws -> KeylessSignature {
        let key = try EphemeralKey()
        let issued = try await services.authority.certify(key, for: token, proof: proof)
        let certificate = issued.certificate
        try await accept(issued)
        let signed = try content.signed(by: key)
        let wasValid = !hasExpired(certificate)
        do {
            // Nothing is logged, for everybody and for ever, that lacks something else.
            let timestamps = try await timestamps(over: signed.signature, for: certificate)
            let entries = try await log(LogSubmission(signed: signed, certificate: certificate))
            return try await verify(signed, certificate, entries, timestamps)
        } catch let error as SigstoreClientError where wasValid && hasExpired(certificate) {
            throw SigstoreClientError(
                .expiredCertificate,
                "the certificate expired at \(certificate.notValidAfter.formatted(.iso8601)), before all services had answered",
                cause: error
            )
        }
    }

    private func hasExpired(_ certificate: X509Certificate) -> Bool { certificate.notValidAfter < now() }

    /// Sigstore client specification §2.1.3: the path, the log's promise, the name and who vouched for it.
    private func accept(_ issued: IssuedCertificate) async throws(SigstoreClientError) {
        let (certificate, name) = (issued.certificate, services.authority.service.name)
        do {
            try await check.certificate(certificate, timestamp: issued.timestamp)
        } catch {
            throw SigstoreClientError(
                .untrustedCertificate,
                "\(name) issued a certificate that verifiers would refuse: is it of the same instance as the trust root?",
                cause: error
            )
        }
        guard issued.timestamp == nil || certificateLogs == .notRequired else {
            throw SigstoreClientError(
                .untrustedCertificate,
                "\(name) gave its log's promise beside the certificate, where no bundle has room for it: verifiers would refuse the"
                    + " signature"
            )
        }
        let shownNames = "'\(certificate.subjectAlternativeNames.joined(separator: ", ").excerpt())'"
        guard let issuer = try? certificate.fulcio.issuer, token.issuers.contains(where: issuer.hasSameBytes(as:))
        else {
            throw SigstoreClientError(
                .untrustedCertificate,
                "\(name) issued a certificate for somebody whom '\(token.issuer.excerpt())' did not vouch for"
            )
        }
        guard isForHolder(certificate) else {
            throw SigstoreClientError(
                .untrustedCertificate,
                "\(name) issued a certificate for \(shownNames), not for '\(token.identity.excerpt())'"
            )
        }
        let (date, tolerance) = (now(), Self.clockTolerance)
        guard certificate.notValidBefore - tolerance <= date, date <= certificate.notValidAfter + tolerance else {
            throw SigstoreClientError(
                .clocksDisagree,
                "\(name) issued a certificate for \(certificate.notValidBefore.formatted(.iso8601)) to "
                    + "\(certificate.notValidAfter.formatted(.iso8601)), and this machine's clock says "
                    + "\(date.formatted(.iso8601)): set the clock that is off"
            )
        }
    }

    /// Whether a certificate is for whom the token names, as far as a client can tell.
    ///
    /// An e-mail address must be the token's. The names of jobs, and at some providers those of people, the authority makes
    /// of other claims, which only its configuration knows; but it may repeat the token's subject.
    private func isForHolder(_ certificate: X509Certificate) -> Bool {
        guard let names = try? certificate.identities(), let fulcio = try? certificate.fulcio,
            fulcio[.tokenSubject].map(token.subject.hasSameBytes(as:)) ?? true
        else { return false }
        let addresses = names.filter { $0.kind == .email }
        guard addresses.isEmpty else {
            return names.count == addresses.count
                && addresses.allSatisfy { token.email?.hasSameBytes(as: $0.value) == true }
        }
        return !names.isEmpty && !ProofClaim.isOfAddresses(token.issuer)
    }

    private func timestamps(over signature: [UInt8], for certificate: X509Certificate) async throws -> [[UInt8]] {
        try await Self.concurrently(services.timestampAuthorities) { client in
            let timestamp = try await client.timestamp(over: signature)
            let name = client.service.name
            let date: Date
            do {
                date = try await check.timestamp(timestamp, over: signature)
            } catch let error as BundleVerificationError {
                throw SigstoreClientError(
                    .untrustedTimestamp,
                    "\(name) made a timestamp that verifiers would refuse: is it of the same instance as the trust root?",
                    cause: error
                )
            }
            guard ValidityPeriod(start: certificate.notValidBefore, end: certificate.notValidAfter).contains(date)
            else {
                throw SigstoreClientError(
                    .clocksDisagree,
                    "\(name) says that it is \(date.formatted(.iso8601)), and the certificate, made just before, is for "
                        + "\(certificate.notValidBefore.formatted(.iso8601)) to "
                        + certificate.notValidAfter.formatted(.iso8601)
                )
            }
            return timestamp
        }
    }

    private func log(_ submission: LogSubmission) async throws -> [TransparencyLogEntry] {
        try await Self.concurrently(services.logs) { try await $0.add(submission) }
    }

    /// Verifies the bundle as others will (§2.1.8), and once with each of its witnesses alone: each has to be good.
    private func verify(
        _ signed: SignedByKey,
        _ certificate: X509Certificate,
        _ entries: [TransparencyLogEntry],
        _ timestamps: [[UInt8]]
    ) async throws -> KeylessSignature {
        let artifact = ArtifactDigest(.sha256, bytes: signed.sha256).map { SignedArtifact(digest: $0) }
        guard let name = certificate.subjectAlternativeNames.first, let issuer = try? certificate.fulcio.issuer,
            let artifact
        else {
            throw SigstoreClientError(.untrustedCertificate, "the certificate is for nobody")
        }
        let verifier = BundleVerifier.sigstore(
            trustedRoot: check.trustedRoot,
            identity: SigstoreIdentity(name, issuer: issuer),
            policy: SigstorePolicy(certificateLogs: certificateLogs)
        )
        func verified(
            _ entries: [TransparencyLogEntry],
            log: String
        ) async throws -> KeylessSignature {
            let bundle = SignatureBundle(
                verificationMaterial: VerificationMaterial(
                    .certificate(certificate.der),
                    transparencyLogEntries: entries,
                    timestamps: timestamps
                ),
                content: signed.content
            )
            do {
                let (signer, logEntries) = try await verifier.finding(bundle, artifact: artifact)
                return KeylessSignature(bundle: bundle, signer: signer, logEntries: logEntries)
            } catch let error as BundleVerificationError {
                let code: SigstoreClientError.Code =
                    error.code == .outsideCertificateValidity ? .clocksDisagree : .untrustedLogEntry
                throw SigstoreClientError(code, "what \(log) answered is not good for a signature", cause: error)
            }
        }
        if entries.count > 1 {
            for (entry, log) in zip(entries, services.logs) { _ = try await verified([entry], log: log.name) }
        }
        return try await verified(entries, log: services.logs.first?.name ?? "the log")
    }

    /// What `body` gives for each, in their order; all are asked at once.
    private static func concurrently<Element: Sendable, Value: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (index, element) in elements.enumerated() { group.addTask { (index, try await body(element)) } }
            var values: [(Int, Value)] = []
            for try await value in group { values.append(value) }
            return values.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
