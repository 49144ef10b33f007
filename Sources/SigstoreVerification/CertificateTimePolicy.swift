// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The time at which a signing certificate must be valid.
public enum CertificateTimePolicy: Sendable, Hashable {
    /// Now: a certificate that has expired is refused.
    case currentTime
    /// The certificate's own start, so that expiry is not checked at all. The result says so.
    case unsafeCertificateStart
}
