// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Checkpoint {
    /// Eight bytes of time and an Ed25519 signature.
    private static let cosignatureByteCount = 8 + 64
    /// The last second of the year 9999: later ones have no form in ISO 8601.
    private static let latestCosignatureTime: UInt64 = 253_402_300_799

    /// Makes sure that a witness cosigned this checkpoint, and returns when it says so (C2SP tlog-cosignature, v1).
    ///
    /// As with the log's own signature, all that bear the witness's name and hint must be good; the earliest time counts.
    /// Cosignatures with ML-DSA-44 are not read.
    /// - Parameter witness: the name and Ed25519 key of the witness.
    /// - Throws: ``TransparencyLogError`` with code `unsupportedKey`, `noMatchingSignature`, `malformedCosignature` or
    ///   `invalidSignature`.
    public func verifyCosignature(by witness: NoteKey) throws(TransparencyLogError) -> Date {
        var earliest: UInt64?
        for bytes in try note.signatures(named: witness.name, hint: witness.cosignatureHint()) {
            let time = bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            guard bytes.count == Self.cosignatureByteCount, time <= Self.latestCosignatureTime else {
                throw TransparencyLogError(
                    .malformedCosignature,
                    "a cosignature by '\(witness.name.excerpt())' has \(bytes.count) bytes and the time \(time), expected "
                        + "\(Self.cosignatureByteCount) bytes and a time before the year 10000"
                )
            }
            let message = Array("cosignature/v1\ntime \(time)\n".utf8) + note.text
            guard witness.key.isValidSignature(Array(bytes.dropFirst(8)), for: message) else {
                throw TransparencyLogError(
                    .invalidSignature,
                    "a cosignature in the name of '\(witness.name.excerpt())' was not made by its key over this checkpoint"
                )
            }
            earliest = min(earliest ?? time, time)
        }
        return Date(timeIntervalSince1970: TimeInterval(earliest ?? 0))
    }
}
