// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import SigstoreClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// In whose name to sign, and how to prove that.
struct IdentityTokenOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Sign as whom this token of OpenID Connect names.",
            discussion: "Also SIGSTORE_ID_TOKEN in the environment, which keeps it out of the list of processes.",
            valueName: "token"
        )
    )
    var identityToken: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sign as whom the token in this file names.", valueName: "file")
    )
    var identityTokenFile: String?

    @Flag(
        help: ArgumentHelp(
            "Sign as whom this machine or job names, and never ask a person.",
            discussion: """
                Without this, the identity of a job is taken where there is one (GitHub Actions, GitLab, Buildkite, CircleCI, a \
                token that Kubernetes puts into a file, an account of Google Cloud's that is named); with it, also that of a \
                machine of Google Cloud's. Otherwise a browser opens for you to log in. A token that is given comes before all \
                of them.
                """
        )
    )
    var useAmbientCredentials = false

    @Flag(help: "Log in with a browser anywhere: shows its address here, and asks for the code that you get there.")
    var oauthForceOob = false

    @Flag(help: "Log in with a browser anywhere: shows an address here, and a code to type in there.")
    var oauthDevice = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What the identity provider knows this program as, and whom tokens are meant for; 'sigstore' unless given.",
            valueName: "id"
        )
    )
    var clientId: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "A secret that the identity provider wants with it; most want none. Lists of processes show it.",
            valueName: "secret"
        )
    )
    var clientSecret: String?

    /// An unset shell variable must not look like something that was given.
    func validate() throws {
        let texts = [
            ("--identity-token", identityToken), ("--identity-token-file", identityTokenFile),
            ("--client-id", clientId),
        ]
        if let (option, _) = texts.first(where: { $0.1?.isEmpty == true }) {
            throw ValidationError("what \(option) gives is empty")
        }
        if identityToken != nil, identityTokenFile != nil {
            throw ValidationError("--identity-token and --identity-token-file exclude each other")
        }
        if oauthForceOob, oauthDevice {
            throw ValidationError("--oauth-force-oob and --oauth-device exclude each other")
        }
        if useAmbientCredentials, oauthForceOob || oauthDevice {
            throw ValidationError("--use-ambient-credentials and ways to log in exclude each other")
        }
    }

    private var client: OAuthClient { OAuthClient(clientId ?? OAuthClient.sigstore.identifier, secret: clientSecret) }

    /// Gets a token: the one that is given, that of this job or machine, or one for a person who logs in, whichever
    /// comes first.
    ///
    /// - Parameters:
    ///   - holder: Whose it will be, found out by ``requireUsable()``.
    ///   - issuer: Who lets a person log in; nil when the instance names nobody.
    ///   - now: What the token's times are compared with.
    /// - Throws: ``SigstoreClientError``, ``UsageError``.
    func token(
        of holder: Holder,
        from issuer: URL?,
        over client: WebClient,
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> IdentityToken {
        let browser: Browser?
        switch holder {
        case .given(let token):
            // A file may hold a newer one by now; a pipe was read, and is empty.
            return token.expiry > now() ? token : try given(now: now()) ?? token
        case .ambient(let identity):
            return try await identity.token(audience: self.client.identifier, over: client, now: now())
        case .person(let found): browser = found
        }
        guard let issuer else {
            throw UsageError(
                "this instance names no identity provider to log in with: give a token with --identity-token or SIGSTORE_ID_TOKEN"
            )
        }
        let provider = try await OpenIDProvider.discover(issuer, with: client)
        let login = IdentityLogin(with: provider, as: self.client, over: client, now: now)
        if oauthForceOob { return try await login.withCode { try await LoginPrompt.askForCode($0) } }
        if oauthDevice { return try await login.withDevice { LoginPrompt.show($0) } }
        return try await LoginBrowser.log(in: login, with: browser)
    }

    /// Checks, before any other work, that there is somebody to sign as.
    /// - Throws: ``SigstoreClientError``, ``UsageError``.
    func requireUsable() throws -> Holder { try holder(now: Date()) }

    /// Whose token it will be.
    enum Holder: Sendable {
        case given(IdentityToken)
        case ambient(AmbientIdentity)
        /// Somebody who logs in; nil without a browser here.
        case person(Browser?)
    }

    private func holder(now: Date) throws -> Holder {
        if let token = try given(now: now) { return .given(token) }
        let environment = ProcessInfo.processInfo.environment
        // A reference to the function in place of the closure crashes the compiler (6.3.1).
        let surroundings = AmbientSurroundings(environment: environment) { try await ChildProgram.run($0, $1) }
        if let identity = try ambient(surroundings) { return .ambient(identity) }
        let browser = Browser(environment: environment)
        guard oauthForceOob || oauthDevice || browser != nil || Self.isAtTerminal else { throw Self.nobody() }
        return .person(browser)
    }

    private func given(now: Date) throws -> IdentityToken? {
        let audience = client.identifier
        if let identityToken {
            let text = IdentityToken.trimmed(Array(identityToken.utf8))
            return try Self.naming("--identity-token") {
                try IdentityToken(parsing: text, audience: audience, now: now)
            }
        }
        if let identityTokenFile {
            let file = URL(argument: identityTokenFile)
            return try Self.naming("'\(identityTokenFile)'") {
                try IdentityToken(contentsOf: file, audience: audience, now: now)
            }
        }
        // A person who wants to log in need not unset it.
        guard !oauthForceOob, !oauthDevice else { return nil }
        let environment = ProcessInfo.processInfo.environment
        return try Self.naming(IdentityToken.environmentVariable) {
            try IdentityToken(environment: environment, audience: audience, now: now)
        }
    }

    /// Says where a token is from that cannot be used: whoever gave it is to give another.
    private static func naming<Value>(_ place: String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            throw UsageError("\(place): \(error)")
        }
    }

    private func ambient(_ surroundings: AmbientSurroundings) throws -> AmbientIdentity? {
        guard !useAmbientCredentials else {
            if let identity = AmbientIdentity.detect(.machine, in: surroundings) { return identity }
            throw SigstoreClientError(
                .noAmbientIdentity,
                "--use-ambient-credentials: neither this machine nor a job gives this process an identity; without that flag,"
                    + " you can log in"
            )
        }
        return oauthForceOob || oauthDevice ? nil : AmbientIdentity.detect(.job, in: surroundings)
    }

    private static var isAtTerminal: Bool {
        Console.isTerminal(.error) || Console.isTerminal(.output) || LoginPrompt.isInputTerminal
    }

    private static func nobody() -> UsageError {
        UsageError(
            "who signs? There is no identity token, no job's identity, and nobody at a terminal to log in. Give a token with"
                + " --identity-token, --identity-token-file or SIGSTORE_ID_TOKEN; run in a CI job that has an identity; take"
                + " this machine's with --use-ambient-credentials; or log in with --oauth-device or --oauth-force-oob"
        )
    }
}
