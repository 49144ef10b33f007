// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation

/// A statement in the in-toto format that somebody else wrote, to be signed as it is.
/// - SeeAlso: in-toto Attestation Framework, Statement v1 and v0.1.
public struct SignableStatement: Sendable {
    /// The largest one: logs of Rekor v1 get all of it.
    public static let maximumByteCount = 8 << 20

    let bytes: [UInt8]

    /// Takes the JSON of a statement, without changing a byte.
    ///
    /// - Throws: ``SigstoreClientError`` with `unusableStatement` for what verifiers would not read.
    public init(_ bytes: [UInt8]) throws(SigstoreClientError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw SigstoreClientError(
                .unusableStatement,
                "a statement of \(bytes.count) bytes is not signed; at most \(Self.maximumByteCount) are"
            )
        }
        do {
            _ = try InTotoStatement(parsing: bytes, versions: Set(InTotoStatement.Version.allCases))
        } catch {
            throw SigstoreClientError(
                .unusableStatement,
                "it is no in-toto statement that verifiers read",
                cause: error
            )
        }
        self.bytes = bytes
    }
}

extension KeylessSigner {
    /// Signs a statement in a DSSE envelope.
    ///
    /// - Throws: As ``signature(_:type:)``.
    public func signature(of statement: SignableStatement) async throws -> KeylessSignature {
        try await signature(statement.bytes, type: InTotoStatement.payloadType)
    }
}
