// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import ContentHashing
import SigstoreVerification
import TextEncodings

/// The statement of model-signing v0.2.0 (OMS v1.0 §11): the files are the subjects, there is no root digest and no
/// description of the serialization.
///
/// Read, never written. Can go when those bundles need not be read any more.
enum PredicateV02 {
    static let type = ModelSigningV02Signature.predicateType

    static func manifest(_ statement: InTotoStatement) throws(ModelSigningError) -> Manifest {
        var resources: [Resource] = []
        for subject in statement.subjects {
            guard let hex = subject.digest.first(where: { $0.algorithm == "sha256" })?.hex,
                let digest = ContentDigest(algorithm: .sha256, hex: hex)
            else {
                throw ModelSigningError(
                    .malformedManifest,
                    "'\(subject.name.excerpt())' has no valid sha256 digest"
                )
            }
            resources.append(Resource(name: try ResourceName(signed: subject.name), digest: digest))
        }
        return try Manifest(modelName: "model", resources: resources, serialization: Serialization())
    }
}
