// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import HTTPTransport
import HTTPTypes
import SigstoreBundle
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes signatures into a log of Rekor v1: files as `hashedrekord`, envelopes as `dsse`, which verifiers expect.
/// - SeeAlso: Rekor's openapi.yaml, `createLogEntry` and `getLogEntryByUUID`.
struct RekorV1Client: Sendable {
    private static let path = "api/v1/log/entries"
    private static let version = "0.0.1"
    /// An entry's name is 64 hexadecimal digits, and 16 before them that name its tree.
    private static let identifierLengths = [64, 80]

    let service: SigstoreService

    init(_ url: URL, client: WebClient) {
        service = SigstoreService(kind: .transparencyLog, url: url, client: client)
    }

    /// Adds an entry; one that is there already, because an answer was lost, is fetched.
    ///
    /// - Returns: The entry as the log answered: nothing about it is verified.
    /// - Throws: `malformedAnswer`, and as ``SigstoreService/post(_:contentType:to:token:accepting:)``.
    func add(_ submission: LogSubmission) async throws -> TransparencyLogEntry {
        let (kind, spec) = Self.entry(submission)
        let json: JSONValue = .object(["apiVersion": .string(Self.version), "kind": .string(kind), "spec": spec])
        var reply = try await service.post(
            json.serialized(),
            contentType: "application/json",
            to: Self.path,
            accepting: [HTTPResponse.Status.conflict.code]
        )
        if reply.status == .conflict {
            guard let identifier = Self.identifier(reply) else {
                throw service.malformed("the place of the entry that the log has already")
            }
            reply = try await service.get("\(Self.path)/\(identifier)")
        }
        return try read(reply, kind)
    }

    private static func entry(_ submission: LogSubmission) -> (kind: String, spec: JSONValue) {
        let signed = submission.signed
        let verifier: JSONValue = .string(Base64.encode(Array(submission.certificate.pem.utf8)))
        switch signed.content {
        case .messageSignature:
            let hash: JSONValue = .object([
                "algorithm": .string("sha256"), "value": .string(Hexadecimal.encode(signed.sha256)),
            ])
            return (
                "hashedrekord",
                .object([
                    "data": .object(["hash": hash]),
                    "signature": .object([
                        "content": .string(Base64.encode(signed.signature)),
                        "publicKey": .object(["content": verifier]),
                    ]),
                ])
            )
        case .envelope(let envelope):
            let text = String(decoding: envelope.json.serialized(), as: UTF8.self)
            let content: JSONValue = .object(["envelope": .string(text), "verifiers": .array([verifier])])
            return ("dsse", .object(["proposedContent": content]))
        }
    }

    /// The name of an entry from the `Location` field: its last part, whatever server stands before it.
    private static func identifier(_ reply: Reply) -> Substring? {
        guard let name = reply.fields[.location]?.split(separator: "/").last,
            identifierLengths.contains(name.utf8.count), Hexadecimal.decode(String(name)) != nil
        else { return nil }
        return name
    }

    private func read(_ reply: Reply, _ kind: String) throws(SigstoreClientError) -> TransparencyLogEntry {
        do {
            return try TransparencyLogEntry(rekorV1: reply.body, kind: kind, version: Self.version)
        } catch {
            throw service.malformed("a log entry", cause: error)
        }
    }
}
