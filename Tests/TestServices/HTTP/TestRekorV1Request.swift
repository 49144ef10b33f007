// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry that a client proposes to Rekor v1: `hashedrekord` 0.0.1, or `dsse` 0.0.1.
struct TestRekorV1Request: Decodable {
    private let apiVersion: String
    private let kind: String
    private let spec: Spec

    private struct Spec: Decodable {
        struct Content: Decodable {
            struct Hash: Decodable {
                let algorithm: String
                /// In hexadecimal.
                let value: String
            }
            let hash: Hash
        }
        struct Signature: Decodable {
            /// A key or a certificate as PEM.
            struct Verifier: Decodable { let content: Data }
            let content: Data
            let publicKey: Verifier
        }
        struct Proposal: Decodable {
            /// As JSON.
            let envelope: String
            let verifiers: [Data]
        }
        let data: Content?
        let signature: Signature?
        let proposedContent: Proposal?
    }

    /// What is to be logged, once its signature is found good.
    func content() throws -> (kind: TestEntry.Kind, content: TestEntryContent) {
        switch TestEntry.Kind(rawValue: "\(kind) \(apiVersion)") {
        case .hashedrekordV1: (.hashedrekordV1, try hashedrekord())
        case .dsseV1: (.dsseV1, try dsse())
        default: throw TestServiceError("entries of kind \(kind) \(apiVersion) cannot be logged here")
        }
    }

    private func hashedrekord() throws -> TestEntryContent {
        guard let hash = spec.data?.hash, let algorithm = TestDigest(rawValue: hash.algorithm),
            let digest = TestText.bytes(ofHex: hash.value), let signature = spec.signature
        else { throw TestServiceError("not a hashedrekord") }
        let content = TestEntryContent(
            digestAlgorithm: algorithm,
            digest: digest,
            signature: Array(signature.content),
            verifier: try .init(pem: signature.publicKey.content),
            keyDetails: ""
        )
        try content.checkSignatureOverDigest()
        return content
    }

    private func dsse() throws -> TestEntryContent {
        guard let proposal = spec.proposedContent, let pem = proposal.verifiers.first, proposal.verifiers.count == 1
        else {
            throw TestServiceError("not a DSSE envelope with one verifier")
        }
        let envelope = try JSONDecoder().decode(Envelope.self, from: Data(proposal.envelope.utf8)).value
        guard let signature = envelope.signatures.first, envelope.signatures.count == 1 else {
            throw TestServiceError("not one signature")
        }
        let verifier = try TestEntryContent.Verifier(pem: pem)
        guard try verifier.key().isValidSignature(signature.bytes, for: envelope.signedBytes) else {
            throw TestServiceError("the signature is not over the envelope")
        }
        return TestEntryContent(
            digestAlgorithm: .sha256,
            digest: TestDigest.sha256.hash(envelope.signedBytes),
            signature: signature.bytes,
            verifier: verifier,
            keyDetails: "",
            envelope: envelope,
            envelopeJSON: Array(proposal.envelope.utf8)
        )
    }

    private struct Envelope: Decodable {
        struct Signature: Decodable {
            let sig: Data
            let keyid: String?
        }
        let payload: Data
        let payloadType: String
        let signatures: [Signature]

        var value: TestEnvelope {
            TestEnvelope(
                payloadType: payloadType,
                payload: Array(payload),
                signatures: signatures.map { .init(bytes: Array($0.sig), keyID: $0.keyid) }
            )
        }
    }
}
