// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import SigstoreVerification
import SystemFiles

/// What `sign-bundle` signs.
enum ContentToSign: Sendable {
    case artifact(ArtifactDigest)
    case statement(SignableStatement)

    /// Reads the file: all of a statement, or as much of anything else as it takes to know its digest.
    init(_ argument: String, isStatement: Bool) async throws {
        guard !isStatement else {
            let bytes = try InputFile.read(
                argument,
                describedAs: "statement",
                maximumByteCount: SignableStatement.maximumByteCount
            )
            self = .statement(try InputFile.naming(argument) { try SignableStatement(bytes) })
            return
        }
        if let digest = ArtifactDigest(argument) {
            self = .artifact(digest)
            return
        }
        let bytes = try await ArtifactFile(path: argument).digest(.sha256)
        guard let digest = ArtifactDigest(.sha256, bytes: bytes) else {
            throw UsageError("'\(argument)' has no digest")
        }
        self = .artifact(digest)
    }

    func signature(by signer: KeylessSigner) async throws -> KeylessSignature {
        switch self {
        case .artifact(let digest): try await signer.signature(ofArtifact: digest)
        case .statement(let statement): try await signer.signature(of: statement)
        }
    }
}
