// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import ContentHashing
public import SigstoreVerification
import StrictJSON
import TextEncodings

/// What a bundle says about a model, to be shown to a person. Nothing in it is verified, and no model can be compared
/// with it: a ``Manifest`` comes from a verified payload alone.
public struct UnverifiedManifest: Sendable, Encodable {
    /// How many resources are kept.
    public static let maximumResourceCount = 20

    /// A file or a shard of one.
    public struct Resource: Sendable, Encodable {
        /// Its name in the manifest.
        public let name: String
        /// Its digest, as `sha256:…`.
        public let digest: String
    }

    /// The model's name.
    public let modelName: String
    /// The digest that stands for all of it.
    public let rootDigest: String
    /// The hash.
    public let hashAlgorithm: String
    /// The first resources.
    public let resources: [Resource]
    /// How many there are.
    public let resourceCount: Int
    /// What was left out when it was signed.
    public let ignoredPaths: [String]

    /// Reads what is signed; nil unless it is the manifest of a model.
    public init?(_ bundle: UnverifiedBundle) {
        guard let envelope = bundle.envelope, envelope.payloadType.hasSameBytes(as: InTotoStatement.payloadType),
            let statement = try? InTotoStatement(
                parsing: envelope.payload,
                limits: JSONLimits(maximumValueCount: UnverifiedStatement.maximumValueCount)
            ),
            let manifest = try? Manifest(statement, encoding: .standard)
        else { return nil }
        modelName = manifest.modelName
        rootDigest = manifest.rootDigest.description
        hashAlgorithm = manifest.serialization.hashAlgorithm.rawValue
        resources = manifest.resources.prefix(Self.maximumResourceCount).map {
            Resource(name: $0.identifier, digest: $0.digest.description)
        }
        resourceCount = manifest.resources.count
        ignoredPaths = manifest.serialization.ignoredPaths
    }
}
