// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A parser of untrusted input, and what must hold for whatever it accepts; or kernels, which must agree.
///
/// The fuzzer feeds one of them; the tests replay the seeds of all.
package enum FuzzTarget: String, Sendable, CaseIterable {
    case json
    case canonicalJSON = "canonicaljson"
    case pem
    case publicKey = "publickey"
    case privateKey = "privatekey"
    case note
    case checkpoint
    case certificate
    case certificateTimestamps = "sct"
    case timestamp
    case bundle
    case logEntryBody = "rekorbody"
    case trustedRoot = "trustedroot"
    case signingConfig = "signingconfig"
    case tufMetadata = "tufmetadata"
    case identityToken = "identitytoken"
    case openIDProvider = "openidprovider"
    case loginAnswer = "loginanswer"
    case signingCertificate = "signingcertificate"
    case rekorAnswer = "rekoranswer"
    case logTile = "logtile"
    case statement
    case manifest
    case resourceName = "resourcename"
    case ignorePath = "ignorepath"
    case digestCache = "digestcache"
    case hashKernels = "hashkernels"

    /// What a parser made of an input. Neither is wrong.
    package enum Outcome: Sendable {
        case accepted
        case refused
    }

    /// Gives the parser an input.
    ///
    /// - Throws: ``BrokenProperty``. What the parser throws itself is a refusal; what it must not do is trap, hang or
    ///   run out of memory.
    package func run(_ input: [UInt8]) async throws(BrokenProperty) -> Outcome {
        switch self {
        case .json: try Self.json(input)
        case .canonicalJSON: try Self.canonicalJSON(input)
        case .pem: try Self.pem(input)
        case .publicKey: try Self.publicKey(input)
        case .privateKey: try Self.privateKey(input)
        case .note: try Self.note(input)
        case .checkpoint: try Self.checkpoint(input)
        case .certificate: try await Self.certificate(input)
        case .certificateTimestamps: try Self.certificateTimestamps(input)
        case .timestamp: try await Self.timestamp(input)
        case .bundle: try await Self.bundle(input)
        case .logEntryBody: try Self.logEntryBody(input)
        case .trustedRoot: try Self.trustedRoot(input)
        case .signingConfig: try Self.signingConfig(input)
        case .tufMetadata: try Self.tufMetadata(input)
        case .identityToken: try Self.identityToken(input)
        case .openIDProvider: try Self.openIDProvider(input)
        case .loginAnswer: try Self.loginAnswer(input)
        case .signingCertificate: try Self.signingCertificate(input)
        case .rekorAnswer: try Self.rekorAnswer(input)
        case .logTile: try await Self.logTile(input)
        case .statement: try Self.statement(input)
        case .manifest: try Self.manifest(input)
        case .resourceName: try Self.resourceName(input)
        case .ignorePath: try Self.ignorePath(input)
        case .digestCache: try Self.digestCache(input)
        case .hashKernels: try Self.hashKernels(input)
        }
    }
}

extension FuzzTarget.Outcome {
    /// A refusal, once the error's text has been made: that quotes the input and must not trap either.
    static func refused(_ error: some Error & CustomStringConvertible) -> Self {
        _ = error.description
        return .refused
    }
}

extension [UInt8] {
    /// Whether the input is to be read as DER, not as PEM: it begins like a `SEQUENCE`.
    var looksLikeDER: Bool { first == 0x30 }
}
