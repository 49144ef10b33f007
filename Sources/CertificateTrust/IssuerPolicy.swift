// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings
import X509

/// What certificates on a path must be allowed to do so that each may issue the one before it.
///
/// X509's RFC 5280 policy looks at neither usage extension, takes any version 1 certificate for an authority, and
/// accepts SHA-1. Here an authority that is no anchor must say that it is one, and a usage that is present must allow
/// what it is used for.
struct IssuerPolicy: VerifierPolicy {
    let verifyingCriticalExtensions = CriticalExtensions.handled
    let known: KnownCertificates
    let purpose: CertificatePurpose

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
        guard let path = known.path(chain) else {
            return .failsToMeetPolicy(reason: "the path has a certificate that was not given")
        }
        do {
            try Self.check(path, for: purpose)
            return .meetsPolicy
        } catch {
            return .failsToMeetPolicy(reason: error.message)
        }
    }

    /// Checks a path whose names and signatures fit, leaf first.
    /// - Throws: `pathConstraint`, `weakAlgorithm`, `malformedCertificate`.
    static func check(_ path: [X509Certificate], for purpose: CertificatePurpose) throws(CertificateTrustError) {
        for certificate in path.dropLast() { try checkSignature(of: certificate) }
        var intermediateCount = 0
        for issuer in path.dropFirst() {
            let isAnchor = issuer == path.last
            try checkAuthority(issuer, isAnchor: isAnchor, intermediatesBelow: intermediateCount)
            try checkUsages(issuer, isAnchor: isAnchor, for: purpose)
            // RFC 5280 §4.2.1.9: "the maximum number of non-self-issued intermediate certificates"
            if issuer.x509.subject != issuer.x509.issuer { intermediateCount += 1 }
        }
    }

    private static func checkSignature(of certificate: X509Certificate) throws(CertificateTrustError) {
        guard certificate.x509.signatureAlgorithm != .sha1WithRSAEncryption else {
            throw CertificateTrustError(
                .weakAlgorithm,
                "certificate \(certificate.name) is signed with SHA-1, which can be forged: have it issued anew"
            )
        }
    }

    /// RFC 5280 §4.2.1.9. Before version 3 nothing marks an authority, so only the caller's word can (§6.1.4 (k)).
    private static func checkAuthority(
        _ issuer: X509Certificate,
        isAnchor: Bool,
        intermediatesBelow count: Int
    ) throws(CertificateTrustError) {
        switch try issuer.basicConstraints() {
        case .isCertificateAuthority(.some(let maximum)) where maximum < count:
            throw CertificateTrustError(
                .pathConstraint,
                """
                certificate authority \(issuer.name) allows at most \(maximum) intermediate certificates below it, \
                and this path has \(count)
                """
            )
        case .isCertificateAuthority: return
        case .none where isAnchor && issuer.x509.version == .v1: return
        case .none, .notCertificateAuthority:
            throw CertificateTrustError(
                .pathConstraint,
                "certificate \(issuer.name) is not a certificate authority and must not issue another certificate"
            )
        }
    }

    /// RFC 5280 §4.2.1.3; and, as in most validators, an issuer limited to other purposes cannot certify for this one.
    private static func checkUsages(
        _ issuer: X509Certificate,
        isAnchor: Bool,
        for purpose: CertificatePurpose
    ) throws(CertificateTrustError) {
        let usages = try CertificateUsages(issuer)
        guard usages.key?.keyCertSign != false else {
            throw CertificateTrustError(
                .pathConstraint,
                "certificate \(issuer.name) must not issue another: its key usage lacks keyCertSign"
            )
        }
        if !isAnchor || purpose.bindsAnchors, let extended = usages.extended,
            !extended.contains(purpose.extendedUsage), !extended.contains(.any)
        {
            throw CertificateTrustError(
                .pathConstraint,
                """
                certificate \(issuer.name) must not certify \(purpose.signers): its extended key usage is \("\(extended)".excerpt())
                """
            )
        }
    }
}
