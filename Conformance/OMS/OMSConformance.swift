// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs the adapter; what it says of a failure is quoted, since bundles and models bring text of their own.
@main
enum Main {
    static func main() async {
        do {
            var command = try OMSConformance.parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch  where OMSConformance.exitCode(for: error) != .failure {
            OMSConformance.exit(withError: error)
        } catch {
            var text = "error: " + String(reflecting: "\(error)") + "\n"
            text.withUTF8 { _ = writeWhole(Array($0), to: 2) }
            OMSConformance.exit(withError: ExitCode.failure)
        }
    }
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

struct Unsupported: Error, CustomStringConvertible {
    let description = "the method 'sigstore' is not here yet"
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
    @Option var identityToken: String?
    @Flag var useStaging = false

    func run() async throws {
        let output = URL(filePath: outputBundle)
        var options = HashingOptions()
        options.ignoredPaths = try ignoredNames(ignorePaths, in: modelPath)
        let key = try PrivateKey(pem: read(privateKey))
        let signer: any BundleSigner
        switch method {
        case .key:
            signer = KeySigner(key)
        case .certificate:
            guard let first = try X509Certificate.parse(pem: read(signingCert)).first else { throw Unsupported() }
            let chain = try certChain.flatMap { try X509Certificate.parse(pem: read($0)) }
            signer = try CertificateSigner(key, certificate: first, chain: chain)
        case .sigstore:
            throw Unsupported()
        }
        let bundle = try await sign(with: signer, output, options)
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
    @Option var identity: String?
    @Option var identityProvider: String?
    @Flag var useStaging = false

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
            throw Unsupported()
        }
        _ = try await ModelVerifier(verifier).verify(
            modelAt: URL(filePath: modelPath),
            signatureAt: URL(filePath: bundle),
            options: options
        )
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
