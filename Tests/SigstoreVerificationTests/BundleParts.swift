// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SigstoreBundle
import SigstoreVerification

/// A bundle whose fields can be changed as bytes, after it was made. Of its log entries, the last one.
struct BundleParts: Sendable {
    /// A field; numbers are eight bytes.
    struct Field: Sendable {
        let name: String
        let path: any WritableKeyPath<BundleParts, [UInt8]> & Sendable
    }

    static let entryFields = [
        Field(name: "logIndex", path: \.logIndex), Field(name: "logID", path: \.logID),
        Field(name: "kind", path: \.kind), Field(name: "version", path: \.version),
        Field(name: "canonicalizedBody", path: \.body), Field(name: "proof.logIndex", path: \.proofIndex),
        Field(name: "proof.rootHash", path: \.rootHash), Field(name: "proof.treeSize", path: \.treeSize),
        Field(name: "proof.hashes", path: \.hashes), Field(name: "proof.checkpoint", path: \.checkpoint),
    ]
    static let promiseFields = [
        Field(name: "integratedTime", path: \.integratedTime), Field(name: "inclusionPromise", path: \.promise),
    ]
    static let signature = Field(name: "signature", path: \.signature)
    static let certificate = Field(name: "certificate", path: \.certificate)
    static let digest = Field(name: "messageDigest", path: \.digest)
    static let payload = Field(name: "payload", path: \.payload)
    static let payloadType = Field(name: "payloadType", path: \.payloadType)
    static let timestamp = Field(name: "signedTimestamp", path: \.timestamp)

    var certificate: [UInt8] = []
    var signature: [UInt8]
    var digest: [UInt8] = []
    var payload: [UInt8] = []
    var payloadType: [UInt8] = []
    var timestamp: [UInt8]
    var logIndex, logID, kind, version, integratedTime, promise, body: [UInt8]
    var proofIndex, rootHash, treeSize, hashes, checkpoint: [UInt8]
    private let original: SignatureBundle

    init?(_ bundle: SignatureBundle) {
        guard let entry = bundle.verificationMaterial.transparencyLogEntries.last, let proof = entry.inclusionProof
        else { return nil }
        original = bundle
        if case .certificate(let der) = bundle.verificationMaterial.content { certificate = der }
        switch bundle.content {
        case .messageSignature(let message): (signature, digest) = (message.signature, message.digest)
        case .envelope(let envelope):
            signature = envelope.signatures.first?.sig ?? []
            (payload, payloadType) = (envelope.payload, Array(envelope.payloadType.utf8))
        }
        timestamp = bundle.verificationMaterial.timestamps.first ?? []
        (logIndex, integratedTime) = (Self.bytes(entry.logIndex), Self.bytes(entry.integratedTime))
        (logID, promise, body) = (entry.logID, entry.inclusionPromise ?? [], entry.canonicalizedBody)
        (kind, version) = (Array(entry.kind.utf8), Array(entry.version.utf8))
        (proofIndex, treeSize) = (Self.bytes(proof.logIndex), Self.bytes(proof.treeSize))
        (rootHash, hashes, checkpoint) = (proof.rootHash, proof.hashes.flatMap(\.self), Array(proof.checkpoint.utf8))
    }

    /// The bundle with what was changed, of version 0.3.
    var bundle: SignatureBundle {
        let material = original.verificationMaterial
        let entry = TransparencyLogEntry(
            logIndex: Self.number(logIndex),
            logID: logID,
            kind: String(decoding: kind, as: UTF8.self),
            version: String(decoding: version, as: UTF8.self),
            integratedTime: Self.number(integratedTime),
            inclusionPromise: promise.isEmpty ? nil : promise,
            inclusionProof: InclusionProofData(
                logIndex: Self.number(proofIndex),
                rootHash: rootHash,
                treeSize: Self.number(treeSize),
                hashes: stride(from: 0, to: hashes.count, by: 32).map { Array(hashes[$0...].prefix(32)) },
                checkpoint: String(decoding: checkpoint, as: UTF8.self)
            ),
            canonicalizedBody: body
        )
        return SignatureBundle(
            verificationMaterial: VerificationMaterial(
                certificate.isEmpty ? material.content : .certificate(certificate),
                transparencyLogEntries: material.transparencyLogEntries.dropLast() + [entry],
                timestamps: timestamp.isEmpty ? [] : [timestamp]
            ),
            content: content
        )
    }

    private var content: SignatureBundle.Content {
        switch original.content {
        case .messageSignature(let message):
            .messageSignature(
                MessageSignature(digestAlgorithm: message.digestAlgorithm, digest: digest, signature: signature)
            )
        case .envelope:
            .envelope(
                DSSEEnvelope(
                    payload: payload,
                    payloadType: String(decoding: payloadType, as: UTF8.self),
                    signatures: [DSSEEnvelope.Signature(sig: signature)]
                )
            )
        }
    }

    private static func bytes(_ number: Int64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }

    private static func number(_ bytes: [UInt8]) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
