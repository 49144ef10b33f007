// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import ContentHashing
public import SigstoreVerification
import StrictJSON
import TextEncodings

/// The in-toto statement that carries a manifest (OMS v1.0 §5.1, §6.6, §8.3).
enum ModelStatement {
    static let predicateType = "https://model_signing/signature/v1.0"

    /// The payload to sign.
    static func payload(for manifest: Manifest) -> [UInt8] {
        let predicate: JSONValue = .object(
            JSONObject([
                ("resources", .array(manifest.resources.map(json))),
                ("serialization", json(manifest.serialization)),
            ])
        )
        let subject = InTotoStatement.Subject(
            name: manifest.modelName,
            digest: [(algorithm: "sha256", hex: manifest.rootDigest.hex)]
        )
        return InTotoStatement(subjects: [subject], predicateType: predicateType, predicate: predicate).serialized()
    }

    private static func json(_ resource: Resource) -> JSONValue {
        .object(
            JSONObject([
                ("name", .string(resource.identifier)),
                ("digest", .string(resource.digest.hex)),
                ("algorithm", .string(resource.digest.algorithm.rawValue)),
            ])
        )
    }

    private static func json(_ serialization: Serialization) -> JSONValue {
        var members: [(String, JSONValue)] = []
        switch serialization.method {
        case .files:
            members.append(("method", .string("files")))
        case .shards(let byteCount):
            members += [("method", .string("shards")), ("shard_size", .number(JSONNumber(byteCount)))]
        }
        members += [
            ("hash_type", .string(serialization.hashAlgorithm.rawValue)),
            ("allow_symlinks", .bool(serialization.symbolicLinks == .withinRoot)),
            ("ignore_paths", .array(serialization.ignoredPaths.map { .string($0) })),
        ]
        return .object(JSONObject(members))
    }
}

extension Manifest {
    /// Reads the manifest from a payload whose signature has been checked: the only way to one from outside.
    ///
    /// - Throws: ``ModelSigningError`` with `wrongPayload`, `unknownPredicate`, `malformedManifest`,
    ///   `unsupportedHash`, `unsupportedSerialization`, `unsafeName`, `duplicateResource` or `wrongRootDigest`.
    public init(_ payload: VerifiedPayload) throws(ModelSigningError) {
        guard payload.type.utf8.elementsEqual(InTotoStatement.payloadType.utf8) else {
            throw ModelSigningError(
                .wrongPayload,
                "the signed payload is of type '\(payload.type.excerpt())'; '\(InTotoStatement.payloadType)' was expected"
            )
        }
        let statement: InTotoStatement
        do {
            statement = try InTotoStatement(parsing: payload.bytes)
        } catch {
            throw ModelSigningError(.wrongPayload, "the signed payload is not an in-toto statement", cause: error)
        }
        try self.init(statement, encoding: payload.encoding)
    }

    init(_ statement: InTotoStatement, encoding: VerifiedPayload.Encoding) throws(ModelSigningError) {
        if statement.predicateType.hasSameBytes(as: ModelStatement.predicateType), encoding == .standard {
            self = try ModelPredicate(statement).manifest()
        } else if statement.predicateType.hasSameBytes(as: PredicateV02.type) {
            self = try PredicateV02.manifest(statement)
        } else {
            throw ModelSigningError(
                .unknownPredicate,
                "the statement's predicate type is '\(statement.predicateType.excerpt())'; "
                    + "'\(ModelStatement.predicateType)' was expected"
            )
        }
    }
}
