// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SignatureKeys
import TextEncodings

/// The subjects of a signed in-toto statement, to find an artifact among them.
///
/// Statements of v0.1 count too: cosign still makes them, and their subjects are the same.
/// - SeeAlso: Sigstore client specification §4.5: "Verifier MUST ensure that the artifact's digest/algorithm tuple is
///   present in the list of subjects".
struct StatementSubjects {
    private let subjects: [InTotoStatement.Subject]
    let predicateType: String

    /// Reads a statement of any version: those about npm's packages are of 0.1.
    /// - Throws: `wrongContent` unless the payload is a statement.
    init(_ payload: VerifiedPayload) throws(BundleVerificationError) {
        guard payload.type.hasSameBytes(as: InTotoStatement.payloadType) else {
            throw BundleVerificationError(
                .wrongContent,
                "the envelope's payload is of the type '\(payload.type.excerpt())', not an in-toto statement about "
                    + "artifacts (\(InTotoStatement.payloadType))"
            )
        }
        do {
            let statement = try InTotoStatement(parsing: payload.bytes, versions: Set(InTotoStatement.Version.allCases))
            (subjects, predicateType) = (statement.subjects, statement.predicateType)
        } catch {
            throw BundleVerificationError(.wrongContent, "the envelope holds no in-toto statement", cause: error)
        }
    }

    /// Requires that a subject is the artifact.
    ///
    /// Of a subject's digests, every one that can be computed must be the artifact's, and one at least.
    /// - Throws: `artifactMismatch`; and what reading the artifact throws.
    func require(_ artifact: SignedArtifact) async throws {
        var known: [ArtifactDigest.Algorithm: [UInt8]] = [:]
        for algorithm in ArtifactDigest.Algorithm.allCases where isUsed(algorithm) {
            guard let digest = try await artifact.knownDigest(algorithm.choice) else { continue }
            known[algorithm] = digest
        }
        guard !subjects.contains(where: { Self.matches($0, known) }) else { return }
        let found = known.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "\($0.key.rawValue) \(Hexadecimal.encode($0.value))"
        }
        throw BundleVerificationError(
            .artifactMismatch,
            "none of the statement's \(subjects.count) subjects is the artifact"
                + (found.isEmpty ? ": no digest of a common kind is known" : ", whose " + found.joined(separator: ", "))
        )
    }

    /// An artifact is not read for a hash that no subject has.
    private func isUsed(_ algorithm: ArtifactDigest.Algorithm) -> Bool {
        subjects.contains { $0.digest.contains { $0.algorithm.hasSameBytes(as: algorithm.rawValue) } }
    }

    private static func matches(
        _ subject: InTotoStatement.Subject,
        _ known: [ArtifactDigest.Algorithm: [UInt8]]
    ) -> Bool {
        var isFound = false
        for (name, hex) in subject.digest {
            guard let algorithm = known.keys.first(where: { $0.rawValue.hasSameBytes(as: name) }) else { continue }
            guard known[algorithm] == Hexadecimal.decode(hex) else { return false }
            isFound = true
        }
        return isFound
    }
}
