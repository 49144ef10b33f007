// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import SigstoreBundle
import StrictJSON
import TestServices
import Testing
import TextEncodings

/// The JSON of a good trusted root, part by part, so that a test can spoil one.
struct TrustedRootText: Sendable {
    var mediaType = "application/vnd.dev.sigstore.trustedroot.v0.2+json"
    var logs = [LogText().text]
    var certificateLogs = [LogText().text]
    var authorities = [AuthorityText().text]
    var timestampAuthorities = [AuthorityText().text]
    /// What follows the last member.
    var extra = ""

    var text: String {
        func list(_ elements: [String]) -> String { "[\(elements.joined(separator: ","))]" }
        return #"{"mediaType":"\#(mediaType)","tlogs":\#(list(logs)),"ctlogs":\#(list(certificateLogs)),"#
            + #""certificateAuthorities":\#(list(authorities)),"#
            + #""timestampAuthorities":\#(list(timestampAuthorities))\#(extra)}"#
    }

    static func with<Value>(_ part: WritableKeyPath<TrustedRootText, Value>, _ value: Value) -> String {
        var text = TrustedRootText()
        text[keyPath: part] = value
        return text.text
    }

    /// A root with this log alone in its list.
    static func log(_ log: LogText) -> String { with(\.logs, [log.text]) }

    /// A root with this authority alone in its list.
    static func authority(_ authority: AuthorityText) -> String { with(\.authorities, [authority.text]) }
}

/// An entry for a log; empty parts are left out.
struct LogText: Sendable {
    static let key = Array(P256.Signing.PrivateKey().publicKey.derRepresentation)

    var baseURL = #""baseUrl":"https://log.example/2025/""#
    var hash = #""hashAlgorithm":"SHA2_256""#
    var rawBytes = #""rawBytes":"\#(Base64.encode(key))""#
    var keyDetails = #""keyDetails":"PKIX_ECDSA_P256_SHA_256""#
    var validity = #""validFor":{"start":"2025-01-01T00:00:00Z","end":"2025-12-31T23:59:59.999Z"}"#
    var logID = #""logId":{"keyId":"AAEC"}"#
    var extra = #""checkpointKeyId":{"keyId":"AwQFBg=="},"operator":"example.org""#

    var text: String {
        let key = [rawBytes, keyDetails, validity].filter { !$0.isEmpty }.joined(separator: ",")
        return
            "{\([baseURL, hash, #""publicKey":{\#(key)}"#, logID, extra].filter { !$0.isEmpty }.joined(separator: ","))}"
    }

    static func with<Value>(_ part: WritableKeyPath<LogText, Value>, _ value: Value) -> LogText {
        var text = LogText()
        text[keyPath: part] = value
        return text
    }

    /// An entry for this key.
    static func key(_ der: some Sequence<UInt8>, _ keyDetails: String) -> LogText {
        var text = LogText()
        text.rawBytes = #""rawBytes":"\#(Base64.encode(Array(der)))""#
        text.keyDetails = #""keyDetails":"\#(keyDetails)""#
        return text
    }
}

/// An entry for an authority; empty parts are left out.
struct AuthorityText: Sendable {
    static let chain: [X509Certificate] = {
        guard let root = try? TestAuthority(), let intermediate = try? root.intermediate() else { return [] }
        return [intermediate.certificate, root.certificate]
    }()

    var subject = #""subject":{"organization":"example.org","commonName":"ca"}"#
    var uri = #""uri":"https://ca.example""#
    /// The values of `rawBytes`.
    var certificates = chain.map { Base64.encode($0.der) }
    var validity = #""validFor":{"start":"2025-01-01T00:00:00Z"}"#
    var extra = #""operator":"example.org""#

    var text: String {
        let certificates = certificates.map { #"{"rawBytes":"\#($0)"}"# }.joined(separator: ",")
        let chain = #""certChain":{"certificates":[\#(certificates)]}"#
        return "{\([subject, uri, chain, validity, extra].filter { !$0.isEmpty }.joined(separator: ","))}"
    }

    static func with<Value>(_ part: WritableKeyPath<AuthorityText, Value>, _ value: Value) -> AuthorityText {
        var text = AuthorityText()
        text[keyPath: part] = value
        return text
    }
}

extension TrustedRoot {
    init(text: String) throws { try self.init(parsing: Array(text.utf8)) }
}

/// Expects a refusal with a code, and if `reason` is not nil, that one underneath.
func expectTrustError(
    _ code: TrustedRootError.Code,
    because reason: JSONError.Code? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    let error = #expect(throws: TrustedRootError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
    guard let reason else { return }
    #expect(
        (error?.cause as? JSONError)?.code == reason,
        "\(String(describing: error))",
        sourceLocation: sourceLocation
    )
}
