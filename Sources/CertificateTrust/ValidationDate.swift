// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A date of validation that a certificate's times can be compared with: a whole second of the years 1 to 9999.
struct ValidationDate {
    private static let representable = -62_135_596_800.0..<253_402_300_800.0

    let date: Date

    /// Drops the fraction of a second, as certificates have none: `notAfter` includes the whole of its last second.
    /// - Throws: `invalidDate`. (X509 would trap.)
    init(_ date: Date) throws(CertificateTrustError) {
        guard Self.representable.contains(date.timeIntervalSince1970) else {
            throw CertificateTrustError(
                .invalidDate,
                "the date of the check, \(date.timeIntervalSince1970) seconds since 1970, is outside the years 1 to 9999"
            )
        }
        self.date = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    }

    /// Checks the validity period, both ends included (RFC 5280 §4.1.2.5).
    /// - Throws: `expired`, `notYetValid`.
    func check(_ certificate: X509Certificate) throws(CertificateTrustError) {
        let (start, end) = (certificate.notValidBefore, certificate.notValidAfter)
        guard date >= start else {
            throw CertificateTrustError(
                .notYetValid,
                """
                certificate \(certificate.name) is valid from \(Self.text(start)) and the check was for \
                \(Self.text(date)): check the clock, or the time given
                """
            )
        }
        guard date <= end else {
            throw CertificateTrustError(
                .expired,
                """
                certificate \(certificate.name) expired on \(Self.text(end)) and the check was for \
                \(Self.text(date)): renew it and sign again, or show with a trusted timestamp that it was valid
                """
            )
        }
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
