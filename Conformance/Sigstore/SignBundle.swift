// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Crypto
import HTTPTransport
import HTTPTransportNIO
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct SignBundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sign-bundle")

    @Flag var staging = false
    @Flag var inToto = false
    @Option(parsing: .unconditional) var identityToken: String
    @Option var bundle: String
    @Option var trustedRoot: String?
    @Option var signingConfig: String?
    @Argument var artifact: String

    func run() async throws {
        let token = try IdentityToken(parsing: identityToken, now: Date())
        let content = try SmallFile.read(artifact, maximumByteCount: 1 << 30)
        let (root, config) = try await instance()
        let signature = try await NIOTransport.withTransport { transport in
            let client = WebClient(transport)
            let signer = KeylessSigner(trustedRoot: root, signingConfig: config, client: client) { token }
            guard !inToto else { return try await signer.signature(of: SignableStatement(content)) }
            guard let digest = ArtifactDigest(.sha256, bytes: Array(SHA256.hash(data: content))) else {
                throw ValidationError("the file has no digest")
            }
            return try await signer.signature(ofArtifact: digest)
        }
        try signature.bundle.write(to: URL(filePath: bundle))
    }

    /// What the files say, and of what they do not say, the public instance.
    private func instance() async throws -> (TrustedRoot, SigningConfig) {
        let root = try trustedRoot.map { try TrustedRoot(contentsOf: URL(filePath: $0)) }
        let config = try signingConfig.map { try SigningConfig(contentsOf: URL(filePath: $0)) }
        if let root, let config { return (root, config) }
        let source = TrustSource(staging ? .staging : .production, folders: .ofCurrentUser)
        let trust = try await NIOTransport.withTransport { try await source.current(with: WebClient($0)) }
        guard let published = try config ?? trust.signingConfig() else {
            throw ValidationError("the instance has no services to sign")
        }
        return (root ?? trust.trustedRoot, published)
    }
}
