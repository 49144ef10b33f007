// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// Why a model could not be signed, or is not the one that was signed.
public struct ModelSigningError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// There is nothing at the model's path, or it cannot be opened.
        public static let noModel = Code(name: "noModel")
        /// No file is left after exclusions (OMS v1.0 §6.1).
        public static let emptyModel = Code(name: "emptyModel")
        /// The model holds something that cannot be signed: a link, a device, a name that is not UTF-8.
        public static let unsignableEntry = Code(name: "unsignableEntry")
        /// A file could not be read.
        public static let unreadableFile = Code(name: "unreadableFile")
        /// A file was written to or replaced while it was hashed.
        public static let changedWhileHashing = Code(name: "changedWhileHashing")
        /// A path to ignore is outside the model, ambiguous, or a pattern.
        public static let invalidIgnorePath = Code(name: "invalidIgnorePath")
        /// A parameter is out of its range.
        public static let invalidParameter = Code(name: "invalidParameter")
        /// A name is absolute, leaves the model, or is not in canonical form (OMS v1.0 §6.1.2).
        public static let unsafeName = Code(name: "unsafeName")
        /// The signed payload is not an in-toto statement about a model.
        public static let wrongPayload = Code(name: "wrongPayload")
        /// The predicate is of a kind that is not read here.
        public static let unknownPredicate = Code(name: "unknownPredicate")
        /// The statement or manifest is not well formed.
        public static let malformedManifest = Code(name: "malformedManifest")
        /// The hash algorithm is unknown or not implemented.
        public static let unsupportedHash = Code(name: "unsupportedHash")
        /// The serialization method is unknown.
        public static let unsupportedSerialization = Code(name: "unsupportedSerialization")
        /// Two resources have one name, or shards do not tile their file.
        public static let duplicateResource = Code(name: "duplicateResource")
        /// The manifest's digests do not give the root digest that was signed.
        public static let wrongRootDigest = Code(name: "wrongRootDigest")
        /// The manifest lists the signature file itself.
        public static let signatureListed = Code(name: "signatureListed")
        /// The model differs from its manifest: see ``ManifestDifference``.
        public static let differs = Code(name: "differs")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence with the offending value.
    public let message: String
    /// The error underneath, if another module found it.
    public let cause: (any Error)?
    /// What differs, with the code `differs`.
    public let difference: ManifestDifference?

    package init(
        _ code: Code,
        _ message: String,
        cause: (any Error)? = nil,
        difference: ManifestDifference? = nil
    ) {
        (self.code, self.message, self.cause, self.difference) = (code, message, cause, difference)
    }

    init(noModelAt path: String, _ cause: SystemFileError) {
        if cause.isMissing {
            self.init(.noModel, "there is no model at '\(path)'")
        } else {
            self.init(.noModel, "the model cannot be opened", cause: cause)
        }
    }

    /// The message and its cause.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
