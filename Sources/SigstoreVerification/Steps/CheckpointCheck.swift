// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import TextEncodings
import TransparencyLog

/// Checks that a log signed the root that an inclusion proof leads to.
///
/// Witnesses' cosignatures are passed over: a trust root has no place for their keys. Those who know one can ask
/// `Checkpoint.verifyCosignature(by:)`.
/// - SeeAlso: C2SP tlog-checkpoint and signed-note; sigstore_trustroot.proto, `checkpoint_key_id`.
struct CheckpointCheck {
    let log: TransparencyLogInstance
    let service: RecognizedEntry.Service

    /// Checks origin, key, signature, size and root. Signatures of others, such as witnesses, are passed over.
    /// - Throws: `invalidCheckpoint`, `unsupportedAlgorithm`.
    func verify(_ proof: InclusionProofData) throws(BundleVerificationError) {
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(parsing: Array(proof.checkpoint.utf8))
        } catch {
            throw BundleVerificationError(.invalidCheckpoint, "the log's checkpoint cannot be read", cause: error)
        }
        guard let name = names(for: checkpoint.origin).first(where: { isOrigin(checkpoint.origin, of: $0) }) else {
            throw BundleVerificationError(
                .invalidCheckpoint,
                "the checkpoint is of the log '\(checkpoint.origin.excerpt())', and the entry is of "
                    + "'\(log.baseURL.excerpt())'"
            )
        }
        do {
            try log.tryingHashes(of: service) { digest throws(TransparencyLogError) in
                try checkpoint.verify(by: key(named: name, hashedWith: digest, in: checkpoint.note))
            }
        } catch {
            throw BundleVerificationError(
                .invalidCheckpoint,
                "the log '\(log.baseURL.excerpt())' did not sign the checkpoint",
                cause: error
            )
        }
        guard checkpoint.treeSize == proof.treeSize, checkpoint.rootHash == proof.rootHash else {
            throw BundleVerificationError(
                .invalidCheckpoint,
                "the log signed the root of a tree of \(checkpoint.treeSize) entries, and the proof leads to another "
                    + "root, of \(proof.treeSize)"
            )
        }
    }

    /// The log's key under the hint that the note knows it by.
    ///
    /// The trust root may give the hint; Rekor v1 takes the log's identifier for it, whatever the kind of key; and
    /// signed-note computes it from name and key. A hint only says which signature is meant.
    private func key(
        named name: String,
        hashedWith digest: DigestChoice?,
        in note: SignedNote
    ) throws(TransparencyLogError) -> NoteKey {
        let computed = try NoteKey(name: name, key: log.key, hashedWith: digest)
        let given = [log.checkpointKeyID, log.logID].compactMap { $0?.prefix(computed.keyHint.count) }
        for hint in given where hint.count == computed.keyHint.count && !hint.elementsEqual(computed.keyHint) {
            let isMeant = note.signatures.contains { $0.name.hasSameBytes(as: name) && $0.keyHint.elementsEqual(hint) }
            if isMeant { return try computed.with(keyHint: Array(hint)) }
        }
        return computed
    }

    /// What the log may be called: its URL without the scheme, or the host of it, with and without a port.
    ///
    /// The specification wants the first; instances below a path use the host, as established clients do. A log of Rekor
    /// v1 for which the trust root gives no URL is known by its key alone, and may have any name before the shard's number.
    private func names(for origin: String) -> [String] {
        if log.name.isEmpty, service == .rekorV1, let dash = origin.utf8.lastIndex(of: UInt8(ascii: "-")) {
            return [String(origin[..<dash].utf8.dropLast()) ?? ""]
        }
        let host = String(log.name.prefix { $0 != "/" })
        return [log.name, host, String(host.prefix { $0 != ":" })]
    }

    /// Rekor v2's origin is the log's name; v1's is followed by the number of the shard: `rekor.example - 123`.
    private func isOrigin(_ origin: String, of name: String) -> Bool {
        if origin.hasSameBytes(as: name) { return true }
        let prefix = Array("\(name) - ".utf8)
        let rest = Array(origin.utf8)
        return service == .rekorV1 && rest.starts(with: prefix) && rest.count > prefix.count
            && rest.dropFirst(prefix.count).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
