// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SigstoreVerification
import SystemFiles

/// The artifact that a command line names: a file, or a digest such as `sha256:…`.
struct ArtifactArgument: Sendable {
    /// Keys that sign the message itself need all of it in memory.
    private static let maximumContentByteCount = 2 << 30

    /// As given.
    let name: String
    private let digest: ArtifactDigest?

    /// A text that reads as a digest is one, whatever files there are: `./sha256:…` is a file.
    init(_ argument: String) {
        (name, digest) = (argument, ArtifactDigest(argument))
    }

    var signedArtifact: SignedArtifact {
        if let digest { return SignedArtifact(digest: digest) }
        let file = ArtifactFile(path: name)
        return SignedArtifact(
            digest: { try await file.digest($0) },
            content: { [name] in
                do throws(SystemFileError) {
                    return try SmallFile.read(name, maximumByteCount: Self.maximumContentByteCount)
                } catch {
                    throw ArtifactFile.unreadable(name, error)
                }
            }
        )
    }
}
