// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension SigstoreClientError.Code {
    /// The signing configuration names no service of some kind that is valid now and of a version that is known.
    public static let unusableSigningConfig = Self(name: "unusableSigningConfig")
    /// A service could not be reached, or gave no whole answer in time.
    public static let serviceUnreachable = Self(name: "serviceUnreachable")
    /// A service said that it cannot answer now: a status of 5xx, or 429, after all attempts.
    public static let serviceFailed = Self(name: "serviceFailed")
    /// A service refused: a status of 4xx.
    public static let serviceRefused = Self(name: "serviceRefused")
    /// What a service answered is not an answer.
    public static let malformedAnswer = Self(name: "malformedAnswer")
    /// The certificate authority issued a certificate for another key or another person, or one that verifiers would refuse.
    public static let untrustedCertificate = Self(name: "untrustedCertificate")
    /// The timestamp is not by an authority of the trust root, or not over this signature.
    public static let untrustedTimestamp = Self(name: "untrustedTimestamp")
    /// The log's answer does not prove that it holds this signature.
    public static let untrustedLogEntry = Self(name: "untrustedLogEntry")
    /// A clock is off: the times that services gave do not lie within the certificate's.
    public static let clocksDisagree = Self(name: "clocksDisagree")
    /// A digest of another hash than the one that is signed.
    public static let unusableDigest = Self(name: "unusableDigest")
    /// What is to be signed is no in-toto statement.
    public static let unusableStatement = Self(name: "unusableStatement")
    /// The certificate expired before everything was there, and so did the one that followed it.
    public static let expiredCertificate = Self(name: "expiredCertificate")
}
