// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import HTTPTransport
import SigstoreBundle
import SigstoreClient
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which Sigstore instance is meant, and how it is reached.
struct TrustSourceOptions: ParsableArguments {
    @OptionGroup var instance: InstanceOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Use the Sigstore instance that this file describes, instead of the public one.",
            discussion: "A client trust configuration in JSON; to verify, a trusted root alone will do.",
            valueName: "file"
        )
    )
    var trustConfig: String?

    @OptionGroup var network: NetworkOptions

    func validate() throws {
        guard let trustConfig else { return }
        if trustConfig.isEmpty { throw ValidationError("the path that --trust-config gives is empty") }
        if instance.useStaging { throw ValidationError("--use-staging and --trust-config exclude each other") }
        if instance.instance != nil { throw ValidationError("--instance and --trust-config exclude each other") }
    }

    /// The option that names the same instance again; nil for the public one.
    var arguments: String? {
        if let trustConfig { return "--trust-config \(ShellWord.quoted(trustConfig))" }
        if let address = instance.instance { return "--instance \(ShellWord.quoted(address))" }
        return instance.useStaging ? "--use-staging" : nil
    }

    /// Whom the instance trusts and where it signs.
    func signingInstance(_ logging: LoggingOptions) async throws -> SigningInstance {
        if let trustConfig {
            let configuration = try TrustConfiguration(contentsOf: URL(argument: trustConfig))
            guard let config = configuration.signingConfig else {
                throw UsageError(
                    "'\(trustConfig)' is a trusted root, which is enough to verify: to sign, give a client trust configuration,"
                        + " which names the services as well"
                )
            }
            return SigningInstance(trustedRoot: configuration.trustedRoot, config: config)
        }
        let trust = try await current(logging)
        guard let config = try trust.signingConfig() else {
            throw UsageError(
                "the instance '\(trust.instance.name)' does not publish which services sign: give a client trust"
                    + " configuration with --trust-config"
            )
        }
        return SigningInstance(trustedRoot: trust.trustedRoot, config: config)
    }

    /// What the instance says now, or said less than a day ago: a recent cache needs no connection, and none is prepared.
    func current(_ logging: LoggingOptions) async throws -> InstanceTrust {
        let source = try instance.source(logging)
        let trust: InstanceTrust
        if let recent = await source.recent() {
            trust = recent
        } else {
            trust = try await network.withClient { try await source.current(with: $0) }
        }
        logging.warn(about: trust)
        return trust
    }
}

/// An instance that can be signed with.
struct SigningInstance: Sendable {
    let trustedRoot: TrustedRoot
    let config: SigningConfig

    /// Who lets people log in; nil when nobody does, or not now.
    var identityProvider: URL? {
        let providers = try? config.services(of: .identityProvider, at: Date(), supportedVersions: [1])
        return providers?.first?.url
    }

    /// Signs as `holder`, who logs in when there is something to sign: tokens are good for minutes.
    func signer(
        _ identity: IdentityTokenOptions,
        of holder: IdentityTokenOptions.Holder,
        _ client: WebClient
    ) -> KeylessSigner {
        let provider = identityProvider
        return KeylessSigner(trustedRoot: trustedRoot, signingConfig: config, client: client) {
            try await identity.token(of: holder, from: provider, over: client)
        }
    }

    /// Verifies a signature made through this instance, whoever's it is.
    func verifier(ofWhoeverSigned bundle: SignatureBundle) throws -> BundleVerifier {
        guard let certificate = bundle.unverifiedCertificates.first,
            let name = certificate.subjectAlternativeNames.first,
            let issuer = try? certificate.fulcio.issuer
        else { throw UsageError("it was not signed through Sigstore") }
        return .sigstore(trustedRoot: trustedRoot, identity: SigstoreIdentity(name, issuer: issuer))
    }
}
