// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import ConformanceAdapter
import HTTPTransport
import HTTPTransportNIO
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@main
enum Main {
    static func main() async { await Adapter.run(OMSConformance.self) }
}

/// The command line that the public OMS conformance suite drives: a thin adapter over the library.
struct OMSConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oms-conformance",
        abstract: "Adapter for the OMS conformance suite.",
        subcommands: [SignModel.self, VerifyModel.self]
    )
}

enum Method: String, ExpressibleByArgument {
    case key, certificate, sigstore
}

struct SignModel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sign-model")

    @Option var method: Method
    @Option var modelPath: String
    @Option var outputBundle: String
    @Option var privateKey: String?
    @Option var signingCert: String?
    @Option var certChain: [String] = []
    @Option var ignorePaths: [String] = []
    @Option(parsing: .unconditional) var identityToken: String?
    @OptionGroup var instance: InstanceOptions

    func run() async throws {
        let output = URL(filePath: outputBundle)
        var options = HashingOptions()
        options.ignoredPaths = try ignoredNames(ignorePaths, in: modelPath)
        let bundle: SignatureBundle
        switch method {
        case .key:
            bundle = try await sign(with: KeySigner(PrivateKey(pem: read(privateKey))), output, options)
        case .certificate:
            guard let certificate = try X509Certificate.parse(pem: read(signingCert)).first else {
                throw ValidationError("the certificate is missing")
            }
            let chain = try certChain.flatMap { try X509Certificate.parse(pem: read($0)) }
            let key = try PrivateKey(pem: read(privateKey))
            let signer = try CertificateSigner(key, certificate: certificate, chain: chain)
            bundle = try await sign(with: signer, output, options)
        case .sigstore:
            guard let identityToken else { throw ValidationError("the identity token is missing") }
            let token = try IdentityToken(parsing: identityToken, now: Date())
            let (root, config) = try await instance.signingInstance()
            bundle = try await NIOTransport.withTransport { transport in
                let client = WebClient(transport)
                let signer = KeylessSigner(trustedRoot: root, signingConfig: config, client: client) { token }
                return try await sign(with: signer, output, options)
            }
        }
        try bundle.write(to: output)
    }

    private func sign(
        with signer: some BundleSigner,
        _ output: URL,
        _ options: HashingOptions
    ) async throws -> SignatureBundle {
        try await ModelSigner(signer).sign(modelAt: URL(filePath: modelPath), excluding: [output], options: options)
    }
}

struct VerifyModel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify-model")

    @Option var method: Method
    @Option var modelPath: String
    @Option var bundle: String
    @Option var publicKey: String?
    @Option var certChain: [String] = []
    @Option var ignorePaths: [String] = []
    @Flag var ignoreUnsignedFiles = false
    @Option(parsing: .unconditional) var identity: String?
    @Option(parsing: .unconditional) var identityProvider: String?
    @OptionGroup var instance: InstanceOptions

    func run() async throws {
        var options = CheckOptions()
        options.ignoredPaths = try ignoredNames(ignorePaths, in: modelPath)
        options.unsignedFiles = ignoreUnsignedFiles ? .ignored : .refused
        let verifier: BundleVerifier
        switch method {
        case .key:
            verifier = .key(try PublicKey(pem: read(publicKey)))
        case .certificate:
            verifier = .certificate(
                anchors: try TrustAnchors(certChain.flatMap { try X509Certificate.parse(pem: read($0)) })
            )
        case .sigstore:
            guard let identity, let identityProvider else {
                throw ValidationError("an identity or its provider is missing")
            }
            let expected = SigstoreIdentity(identity, issuer: identityProvider)
            verifier = .sigstore(trustedRoot: try instance.trustedRoot(), identity: expected)
        }
        _ = try await ModelVerifier(verifier).verify(
            modelAt: URL(filePath: modelPath),
            signatureAt: URL(filePath: bundle),
            options: options
        )
    }
}

/// Which Sigstore instance is meant: the public one unless something else is said.
struct InstanceOptions: ParsableArguments {
    @Flag var useStaging = false
    @Option var trustConfig: String?

    private var file: TrustConfiguration? {
        get throws { try trustConfig.map { try TrustConfiguration(contentsOf: URL(filePath: $0)) } }
    }

    /// To verify, what the program carries is enough.
    func trustedRoot() throws -> TrustedRoot {
        try file?.trustedRoot ?? (useStaging ? .staging() : .production())
    }

    func signingInstance() async throws -> (TrustedRoot, SigningConfig) {
        if let file = try file, let config = file.signingConfig { return (file.trustedRoot, config) }
        let source = TrustSource(useStaging ? .staging : .production, folders: .ofCurrentUser)
        let trust = try await NIOTransport.withTransport { try await source.current(with: WebClient($0)) }
        guard let config = try trust.signingConfig() else {
            throw ValidationError("the instance has no services to sign")
        }
        return (trust.trustedRoot, config)
    }
}

private func read(_ path: String?) throws -> [UInt8] {
    guard let path else { throw ValidationError("a key or certificate is missing") }
    return try SmallFile.read(path, maximumByteCount: 1 << 20)
}

private func ignoredNames(_ paths: [String], in model: String) throws -> [ResourceName] {
    let location = try ModelLocation(URL(filePath: model))
    return try paths.map { try IgnorePath.resolve($0, in: location, workingDirectory: "/") }
}
