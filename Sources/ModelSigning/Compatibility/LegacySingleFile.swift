// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// The Python implementation names the only file of a single-file model `.`, where OMS v1.0 §6.1.2 asks for the
/// file's own name.
///
/// Accepted when a manifest lists nothing else and the model is one file. Can go when that implementation follows.
extension ResourceName {
    static let legacySingleFile = ResourceName(canonical: ".")

    /// A name in a manifest: canonical, or the legacy one.
    init(signed path: String) throws(ModelSigningError) {
        if path.hasSameBytes(as: Self.legacySingleFile.path) { self = .legacySingleFile } else { try self.init(path) }
    }
}

extension Manifest {
    /// Gives the only file its name when the manifest has the legacy one and `fileName` is the model's.
    func withSingleFileNamed(_ fileName: ResourceName?) throws(ModelSigningError) -> Manifest {
        guard resources.contains(where: { $0.name == .legacySingleFile }) else { return self }
        guard let fileName, resources.allSatisfy({ $0.name == .legacySingleFile }) else {
            throw ModelSigningError(
                .unsafeName,
                "the manifest has the name '.', which only a model of one file may have: name that file as the model"
            )
        }
        return try Manifest(
            modelName: modelName,
            resources: resources.map { Resource(name: fileName, byteRange: $0.byteRange, digest: $0.digest) },
            serialization: serialization
        )
    }
}
