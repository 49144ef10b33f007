// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The identity that this process has from what runs it, without anybody logging in.
///
/// The first of these that is there is the one: what is nearest to the job, before what it runs on.
///
/// | | Known by | Token from |
/// |---|---|---|
/// | GitHub Actions | `GITHUB_ACTIONS` | the runner's service |
/// | GitLab CI/CD | `GITLAB_CI` | `SIGSTORE_ID_TOKEN` |
/// | Buildkite | `BUILDKITE` | `buildkite-agent oidc request-token` |
/// | CircleCI | `CIRCLECI` | `circleci run oidc get` |
/// | Kubernetes | `SIGSTORE_ID_TOKEN_FILE`, `/var/run/sigstore/cosign/oidc-token` | that file |
/// | Google Cloud | `GOOGLE_SERVICE_ACCOUNT_NAME`, the machine's product name | the metadata server |
///
/// One that is there and gives no token is an error: its job would otherwise sign in another name, or wait for a
/// person.
public struct AmbientIdentity: Sendable, CustomStringConvertible, CustomReflectable {
    static let maximumReplyByteCount = 256 << 10

    /// Where an identity may come from.
    public enum Scope: Sendable, Hashable {
        /// From what was set up for this very process: all but a machine of Google Cloud's.
        case job
        /// From the machine, too, whoever uses it.
        case machine
    }

    /// What gives it, such as `GitHub Actions`.
    public let name: String
    private let provider: any AmbientProvider

    private init<Provider: AmbientProvider>(_ provider: Provider) { (name, self.provider) = (Provider.name, provider) }

    /// Looks around, and asks nobody; nil when nothing gives this process an identity.
    public static func detect(_ scope: Scope = .machine, in surroundings: AmbientSurroundings) -> AmbientIdentity? {
        let kinds: [any AmbientProvider.Type] = [
            GitHubIdentity.self, GitLabIdentity.self, BuildkiteIdentity.self, CircleCIIdentity.self,
            KubernetesIdentity.self, GoogleAccountIdentity.self, GoogleMachineIdentity.self,
        ]
        for kind in scope == .machine ? kinds[...] : kinds.dropLast() {
            if let provider = kind.init(surroundings) { return AmbientIdentity(provider) }
        }
        return nil
    }

    /// Where the identity comes from, without the means to get its token.
    public var description: String { "the identity of \(name)" }
    /// Shows the name to `dump`, and no secret.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

    /// Gets a token and checks it.
    ///
    /// - Parameters:
    ///   - audience: Whom it is meant for.
    ///   - client: What asks; only Google Cloud's metadata server is asked without TLS.
    ///   - now: What the token's times are compared with.
    /// - Throws: ``SigstoreClientError`` with `ambientIdentityFailed`; `CancellationError`.
    public func token(
        audience: String = "sigstore",
        over client: WebClient,
        now: Date
    ) async throws -> IdentityToken {
        let text = try await provider.token(for: audience, over: client)
        do throws(SigstoreClientError) {
            return try IdentityToken(parsing: text, audience: audience, now: now)
        } catch {
            throw SigstoreClientError(
                .ambientIdentityFailed,
                "\(name) gives an identity token that cannot be used",
                cause: error
            )
        }
    }
}
