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
        guard !identifier.isEmpty else { return false }
        guard logID.isEmpty, let checkpointKeyID, !checkpointKeyID.isEmpty else { return logID == identifier }
        return identifier.starts(with: checkpointKeyID)
    }

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

extension SignatureAlgorithm {
    fileprivate var isECDSA: Bool {
        switch self {
        case .ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512: true
        default: false
        }
    }
}
