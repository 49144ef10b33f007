// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import Testing

/// A payload in `Vectors/statements`: `accepted-….json`, or the error code and in what the file differs from a good one.
struct StatementVector: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { name }
    /// `accepted`, or the name of the code of ``ModelSigningError``.
    var verdict: String { String(name.prefix { $0 != "-" }) }
    var isGood: Bool { verdict == "accepted" }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The vector of this name.
    init(_ name: String) throws {
        self.name = name
        bytes = Array(try Data(contentsOf: Self.folder.appending(path: name + ".json")))
    }

    static let all: [StatementVector] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }
        return names.sorted().compactMap { try? StatementVector($0) }
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Vectors/statements")
}

/// Payloads that the caller's key has signed, whatever they say.
enum HostileSigner {
    private static let key = PrivateKey.generate(.ecdsaP256SHA256)

    /// Signs the payload and has it verified, from the bundle's bytes to the manifest.
    static func manifest(
        signing payload: [UInt8],
        type: String = InTotoStatement.payloadType
    ) async throws -> VerifiedManifest {
        let bundle = try await KeySigner(key).sign(payload, type: type)
        return try await ModelVerifier(.key(key.publicKey)).verify(SignatureBundle(parsing: bundle.serialized))
    }

    static func manifest(signing text: String) async throws -> VerifiedManifest {
        try await manifest(signing: Array(text.utf8))
    }

    /// What a verifier gives for a good signature, without the cost of one.
    static func verified(_ payload: [UInt8], type: String = InTotoStatement.payloadType) -> VerifiedPayload {
        VerifiedPayload(type: type, bytes: payload, signers: [], unchecked: [], encoding: .standard)
    }
}
