// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

/// Who decides what a role says: the keys, and how many of them it takes.
package struct RoleAuthority: Sendable, Equatable {
    let threshold: Int64
    /// The role's keys that the delegating metadata has.
    let keys: [ExactName: MetadataKey]

    init(_ role: RoleKeys, among keys: [ExactName: MetadataKey]) {
        threshold = role.threshold
        // A role has few keys, and a file may have many: the time does not depend on those.
        self.keys = role.keyIDs.reduce(into: [:]) { found, keyID in found[keyID] = keys[keyID] }
    }

    /// Checks that enough keys signed.
    ///
    /// A key counts once, by whatever names: §5.3.4 has each key contribute one signature. Signatures by other keys, of kinds
    /// that are not known, or that do not verify count for nothing and do no harm.
    /// - Throws: ``TUFError`` with `notEnoughSignatures`.
    func verify(_ metadata: SignedMetadata<some MetadataBody>, of role: ExactName) throws(TUFError) {
        var signers: Set<PublicKey> = []
        for (keyID, key) in keys {
            guard signers.count < threshold else { return }
            guard let signature = metadata.signatures[keyID] ?? nil, let key = key.publicKey,
                key.isValidSignature(signature, for: metadata.signedBytes)
            else { continue }
            signers.insert(key)
        }
        guard signers.count >= threshold else {
            throw TUFError(
                .notEnoughSignatures,
                "metadata of the role \(role) is signed by \(signers.count) of its keys, and takes \(threshold)"
            )
        }
    }

    /// The keys that can sign, however they are called.
    var publicKeys: Set<PublicKey> { Set(keys.values.compactMap(\.publicKey)) }
}
