// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import TestSupport
import Testing
import Timestamping

/// The timestamps of the public Sigstore suite, with the authorities of their own trusted roots.
///
/// Only what a timestamp says by itself is judged here: a directory may be about something else.
@Suite(.enabled(if: SharedVectors.isPresent, "\(SharedVectors.absence)"))
struct SigstoreConformanceTests {
    @Test(arguments: try SigstoreCase.all())
    func `judges the timestamps of the public suite`(_ vector: SigstoreCase) async throws {
        for response in vector.responses {
            do {
                let token = try TimestampResponse(parsing: response).token
                let verified = try await token.verify(over: vector.signature, by: #require(vector.authorities.first))
                #expect(vector.code == nil)
                #expect(vector.name != "trust-root-tsa-validity-end-inclusive" || verified.date == SigstoreCase.end)
            } catch let error as TimestampError {
                #expect(error.code == vector.code, "\(error)")
            }
        }
    }

    @Test func `there are cases of each kind`() throws {
        let codes = try SigstoreCase.all().map(\.code)
        #expect(codes.filter { $0 == nil }.count > 10)
        #expect(Set(codes) == [nil, .imprintMismatch, .untrustedAuthority, .notValidAtTime])
    }
}

/// A directory of the suite that has a timestamp and a trusted root.
struct SigstoreCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the timestamps are over.
    let signature: [UInt8]
    let responses: [[UInt8]]
    let authorities: [TimestampAuthority]

    var testDescription: String { name }

    /// The end of the authority's validity, where the timestamp was made.
    static let end = Date(timeIntervalSince1970: 1_749_729_740)

    /// What the timestamp must be refused with.
    var code: TimestampError.Code? {
        switch name {
        case "rekor2-timestamp-payload-mismatch_fail": .imprintMismatch
        case "rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail": .untrustedAuthority
        case "rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail": .untrustedAuthority
        case "rekor2-timestamp-outside-tsa-cert-validity_fail": .notValidAtTime
        default: nil
        }
    }

    static func all() throws -> [SigstoreCase] {
        guard let folder = SharedVectors.url?.appending(path: "sigstore-conformance/bundle-verify") else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }.compactMap { try SigstoreCase($0) }
    }

    private init?(_ folder: URL) throws {
        guard let bundle = Self.object(folder.appending(path: "bundle.sigstore.json")),
            let root = Self.object(folder.appending(path: "trusted_root.json")),
            let timestamps = Self.value(
                bundle,
                "verificationMaterial",
                "timestampVerificationData",
                "rfc3161Timestamps"
            )
        else { return nil }
        name = folder.lastPathComponent
        let envelopeSignature = (Self.value(bundle, "dsseEnvelope", "signatures") as? [[String: Any]])?.first?["sig"]
        let text = Self.value(bundle, "messageSignature", "signature") ?? envelopeSignature
        guard let signature = try? Self.bytes(text) else { return nil }
        self.signature = signature
        responses = try (timestamps as? [[String: Any]] ?? []).map { try Self.bytes($0["signedTimestamp"]) }
        authorities = try (root["timestampAuthorities"] as? [[String: Any]] ?? []).map { authority in
            let certificates = Self.value(authority, "certChain", "certificates") as? [[String: Any]] ?? []
            return try TimestampAuthority(
                chain: certificates.map { try X509Certificate(der: Self.bytes($0["rawBytes"])) }
            )
        }
        guard !responses.isEmpty, !authorities.isEmpty else { return nil }
    }

    private static func object(_ url: URL) -> [String: Any]? {
        (try? Data(contentsOf: url)).flatMap { try? JSONSerialization.jsonObject(with: $0) } as? [String: Any]
    }

    private static func value(_ object: [String: Any], _ path: String...) -> Any? {
        path.reduce(object as Any?) { ($0 as? [String: Any])?[$1] }
    }

    private static func bytes(_ value: Any?) throws -> [UInt8] {
        Array(try #require((value as? String).flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }))
    }
}
