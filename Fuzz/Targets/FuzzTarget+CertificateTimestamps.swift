// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

extension FuzzTarget {
    /// What is read of a list of signed certificate timestamps is all of it: it can be written again, byte for byte.
    static func certificateTimestamps(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let timestamps: [SignedCertificateTimestamp]
        do {
            timestamps = try SignedCertificateTimestamp.parse(list: input)
        } catch {
            return .refused(error)
        }
        let limits = 1...SignedCertificateTimestamp.maximumCount
        try require(limits.contains(timestamps.count), "a list has at least one timestamp and not too many")
        try require(
            vector(timestamps.flatMap { vector($0.serialized) }) == input,
            "a list that was read can be written"
        )
        for timestamp in timestamps {
            _ = timestamp.date
            guard let certificate = SeedAuthority.certificate, let key = try? certificate.publicKey() else { continue }
            do throws(CertificateTrustError) {
                try timestamp.verify(leaf: certificate, issuer: certificate, key: key)
            } catch {
                _ = error.description
            }
        }
        return .accepted
    }

    /// `opaque<0..2^16-1>`
    fileprivate static func vector(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }
}

extension SignedCertificateTimestamp {
    fileprivate var serialized: [UInt8] {
        let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: milliseconds >> (8 * UInt64($0))) }
        return [0] + logID + time + FuzzTarget.vector(extensions) + [algorithm.hash, algorithm.signature]
            + FuzzTarget.vector(signature)
    }
}
