// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SigstoreBundle
import SigstoreVerification

/// Verifies a file that is too large for memory, piece by piece.
func verify(
    largeFile file: URL,
    signedBy bundleFile: URL,
    _ verifier: BundleVerifier
) async throws -> VerifiedArtifact {
    let artifact = SignedArtifact(
        digest: { algorithm in
            switch algorithm {
            case .sha256: try digest(of: file, with: SHA256())
            case .sha384: try digest(of: file, with: SHA384())
            case .sha512: try digest(of: file, with: SHA512())
            }
        },
        content: { try Array(Data(contentsOf: file)) }
    )
    return try await verifier.verify(SignatureBundle(contentsOf: bundleFile), of: artifact)
}

/// The hash of a file, read one megabyte at a time.
func digest(of file: URL, with function: some HashFunction) throws -> [UInt8] {
    var function = function
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { function.update(data: piece) }
    return Array(function.finalize())
}

/// Verifies a file of which the digest is known already, from a registry or a cache of your own.
func verify(
    sha256: [UInt8],
    signedBy bundle: SignatureBundle,
    _ verifier: BundleVerifier
) async throws -> VerifiedArtifact? {
    guard let digest = ArtifactDigest(.sha256, bytes: sha256) else { return nil }
    return try await verifier.verify(bundle, of: SignedArtifact(digest: digest))
}
