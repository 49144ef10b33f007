// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import Synchronization
import TestServices
import Testing

/// A Sigstore instance in memory, and who signs with it.
///
/// All clocks show the services' time, unless a test says otherwise.
struct SigningScene: Sendable {
    static let address = "signer@example.com"
    static let workflow = "https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main"
    static let artifact = Array("an artifact\n".utf8)

    let desk: TestSigstoreDesk
    var logs: [TestEntry.Log] = [.rekorV2]
    var isStamped = true
    var identity = TestIdentity.email(address)
    /// How long a token is good for, in seconds.
    var lifetime: TimeInterval = 600
    /// How far this machine's clock is ahead of the services'.
    var ahead: TimeInterval = 0
    /// Edits the signing configuration.
    var config: Alteration<TestJSON> = { _ in }
    /// Edits the trust root.
    var root: Alteration<TestJSON> = { _ in }
    /// Stands between the client and the services.
    var transport: (any Transport)?
    /// The tokens that were used, which nobody must see again.
    let tokens = IssuedTokens()
    let clock = FastClock()

    var proof = KeyProof.signingRequest
    var certificateLogs = SigstorePolicy.Witnesses.atLeast(1)

    init(_ logs: TestEntry.Log..., services: TestSigstore = TestSigstore()) throws {
        desk = try TestSigstoreDesk(services)
        if !logs.isEmpty { self.logs = logs }
    }

    var client: WebClient {
        WebClient(transport ?? desk, clock: clock, now: { [desk] in desk.now }, random: { 0.5 })
    }

    func trustedRoot() throws -> TrustedRoot {
        var json = try desk.trustedRoot()
        try root(&json)
        return try TrustedRoot(parsing: json.written)
    }

    func signingConfig() throws -> SigningConfig {
        var json = desk.signingConfig(logs, isStamped: isStamped)
        try config(&json)
        return try SigningConfig(parsing: json.written)
    }

    func token() throws -> IdentityToken {
        var token = desk.token(identity)
        token.lifetime = lifetime
        token.date -= min(lifetime - 600, 1800)
        let text = try token.text
        tokens.add(text)
        return try IdentityToken(parsing: text, now: desk.now)
    }

    func signer(_ identity: (@Sendable () async throws -> IdentityToken)? = nil) throws -> KeylessSigner {
        KeylessSigner(
            trustedRoot: try trustedRoot(),
            signingConfig: try signingConfig(),
            client: client,
            proof: proof,
            certificateLogs: certificateLogs,
            now: { [desk, ahead] in desk.now + ahead },
            identity: identity ?? { [self] in try token() }
        )
    }

    /// Signs the artifact.
    func sign() async throws -> KeylessSignature {
        let digest = try #require(ArtifactDigest(.sha256, bytes: TestDigest.sha256.hash(Self.artifact)))
        return try await signer().signature(ofArtifact: digest)
    }

    func verifier(_ policy: SigstorePolicy = SigstorePolicy()) throws -> BundleVerifier {
        .sigstore(
            trustedRoot: try trustedRoot(),
            identity: SigstoreIdentity(identity.name, issuer: TestSigstoreDesk.url),
            policy: policy
        )
    }

    /// Expects a signature of the artifact that others verify, after it was written and read.
    @discardableResult
    func expectVerified(
        _ signature: KeylessSignature,
        policy: SigstorePolicy = SigstorePolicy(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> VerifiedArtifact {
        let bundle = try SignatureBundle(parsing: signature.bundle.serialized)
        #expect(bundle == signature.bundle, sourceLocation: sourceLocation)
        let verified = try await verifier(policy).verify(bundle, of: SignedArtifact(Self.artifact))
        #expect(verified.signer == signature.signer, sourceLocation: sourceLocation)
        #expect(verified.logEntries == signature.logEntries, sourceLocation: sourceLocation)
        await #expect(throws: BundleVerificationError.self, sourceLocation: sourceLocation) {
            try await verifier(policy).verify(bundle, of: SignedArtifact(Self.artifact + [0]))
        }
        return verified
    }

    /// Expects that there is no signature, and an error with this code that says no secret.
    @discardableResult
    func expectRefused(
        _ code: SigstoreClientError.Code,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> SigstoreClientError? {
        let error = await expect(code, sourceLocation: sourceLocation) { try await sign() }
        if let error { tokens.expectNone(in: error, sourceLocation: sourceLocation) }
        return error
    }

    /// How many entries came to be, in the order of `logs`.
    func count(_ request: String) -> Int { desk.answers.count { $0 == request } }
}

/// The texts of tokens, none of which may come to light.
final class IssuedTokens: Sendable {
    private let state = Mutex<[String]>([])

    var count: Int { state.withLock { $0.count } }
    var all: [String] { state.withLock { $0 } }
    func add(_ text: String) { state.withLock { $0.append(text) } }

    /// Expects that an error has neither a part of a token in it nor a key.
    func expectNone(in error: SigstoreClientError, sourceLocation: SourceLocation = #_sourceLocation) {
        for text in [error.description, "\(error)", String(reflecting: error), error.message] {
            #expect(!text.isEmpty && !text.contains("PRIVATE KEY") && !text.contains("PUBLIC KEY"), "\(text)")
            let found = all.flatMap { Self.parts(of: $0) }.first { text.contains($0) }
            #expect(found == nil, "\(text)", sourceLocation: sourceLocation)
        }
    }

    /// Pieces of 16 characters, one behind the other: wherever 31 in a row are shown, one of them is.
    private static func parts(of token: String) -> [String] {
        stride(from: 0, to: max(token.utf8.count - 16, 0), by: 16).map { offset in
            String(decoding: Array(token.utf8)[offset..<(offset + 16)], as: UTF8.self)
        }
    }
}

/// Several instances, each at its own host.
struct HostRouter: Transport {
    let hosts: [String: TestSigstoreDesk]

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        guard let desk = hosts[request.authority ?? ""] else {
            throw TransportError(.unreachable, "there is no '\(request.authority ?? "")'")
        }
        return try await desk.exchange(request, body: body, limits: limits)
    }
}
