// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import TransparencyLog

extension TransparencyLogInstance {
    /// Whether an entry's log identifier names this log.
    ///
    /// A trust root may name a log by the ID of its checkpoints' key alone, which is the first four bytes of the identifier
    /// in entries. Either only finds the key: a signature decides.
    func isCalled(_ identifier: [UInt8]) -> Bool {
        LogIdentifier(logID: logID, checkpointKeyID: checkpointKeyID).matches(identifier)
    }

    /// The identifier as the trust root gives it.
    var rootIdentifier: [UInt8] { logID.isEmpty ? checkpointKeyID ?? [] : logID }

    /// Verifies with each hash that the service may have signed with, and gives the first failure if none fits.
    ///
    /// Rekor v1 signs with SHA-256 whatever the curve of its key, as its servers and clients were written, and trust roots
    /// name such a key by its own hash all the same.
    func tryingHashes(
        of service: RecognizedEntry.Service,
        _ verify: (DigestChoice?) throws(TransparencyLogError) -> Void
    ) throws(TransparencyLogError) {
        let own = keyDetails.digest
        do {
            try verify(own)
        } catch {
            guard service == .rekorV1, key.algorithm.isECDSA, own != .sha256 else { throw error }
            guard (try? verify(.sha256)) != nil else { throw error }
        }
    }
}

extension UnusableLogInstance {
    /// Whether an entry's log identifier names this log.
    func isCalled(_ identifier: [UInt8]) -> Bool {
        LogIdentifier(logID: logID, checkpointKeyID: checkpointKeyID).matches(identifier)
    }
}

/// What a trust root calls a log.
private struct LogIdentifier {
    /// The length of the ID of a checkpoint's key (C2SP signed-note).
    static let keyHintByteCount = 4

    let logID: [UInt8]
    let checkpointKeyID: [UInt8]?

    func matches(_ identifier: [UInt8]) -> Bool {
        guard !identifier.isEmpty else { return false }
        guard logID.isEmpty, let checkpointKeyID, checkpointKeyID.count == Self.keyHintByteCount else {
            return identifier == logID || identifier == checkpointKeyID
        }
        return identifier.starts(with: checkpointKeyID)
    }
}

extension SignatureAlgorithm {
    fileprivate var isECDSA: Bool {
        switch self {
        case .ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512: true
        default: false
        }
    }
}
