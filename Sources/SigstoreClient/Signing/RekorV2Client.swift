// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import HTTPTransport
import HTTPTypes
package import SigstoreBundle
import SigstoreVerification
import StrictJSON
import TextEncodings
import TransparencyLog

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes signatures into a log of Rekor v2, which holds files and envelopes alike as `hashedrekord`: of an envelope, the
/// hash of its pre-authentication encoding.
/// - SeeAlso: Rekor v2 specification §6.1; rekor-tiles, CLIENTS.md.
struct RekorV2Client: Sendable {
    private static let base = "api/v2"
    private static let (kind, version) = ("hashedrekord", "0.0.2")

    let service: SigstoreService
    private let check: SigningCheck

    init(_ url: URL, client: WebClient, check: SigningCheck) {
        service = SigstoreService(kind: .transparencyLog, url: url, client: client)
        self.check = check
    }

    /// Adds an entry; one that is there already, because an answer was lost, is fetched.
    ///
    /// - Returns: The entry as the log answered: nothing about it is verified.
    /// - Throws: `malformedAnswer`, and as ``SigstoreService/post(_:contentType:to:token:accepting:)``.
    func add(_ submission: LogSubmission) async throws -> TransparencyLogEntry {
        let signed = submission.signed
        let verifier: JSONValue = .object([
            "x509Certificate": .object(["rawBytes": .string(Base64.encode(submission.certificate.der))]),
            "keyDetails": .string(PublicKeyDetails.ecdsaP256SHA256.protobufName),
        ])
        let json: JSONValue = .object([
            "hashedRekordRequestV002": .object([
                "digest": .string(Base64.encode(signed.sha256)),
                "signature": .object(["content": .string(Base64.encode(signed.signature)), "verifier": verifier]),
            ])
        ])
        let reply = try await service.post(
            json.serialized(),
            contentType: "application/json",
            to: "\(Self.base)/log/entries",
            accepting: [HTTPResponse.Status.conflict.code]
        )
        if reply.status == .conflict { return try await entry(at: index(reply)) }
        do {
            return try TransparencyLogEntry(rekorV2: reply.body)
        } catch {
            throw service.malformed("a log entry", cause: error)
        }
    }

    /// Where the log says that the entry is.
    private func index(_ reply: Reply) throws(SigstoreClientError) -> Int64 {
        guard let name = HTTPField.Name("X-Log-Index"), let text = reply.fields[name],
            text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let index = Int64(text),
            index >= 0
        else { throw service.malformed("the index of the entry that the log has already") }
        return index
    }
}

/// The log as files (C2SP tlog-tiles).
extension RekorV2Client {
    /// Puts together what the log says of an entry, from its checkpoint and its tiles.
    private func entry(at index: Int64) async throws -> TransparencyLogEntry {
        do {
            let (note, checkpoint) = try await checkpoint(above: index)
            guard let tile = LogTile(.entries, index: index / LogTile.fullWidth, treeSize: checkpoint.treeSize),
                let entries = tile.entries(in: try await read(tile)),
                let offset = Int(exactly: index % LogTile.fullWidth), offset < entries.count
            else { throw service.malformed("a bundle of entries with the one at \(index)") }
            let tree = TiledTree(treeSize: checkpoint.treeSize) { try await read($0) }
            let proof = try await tree.inclusionProof(ofLeaf: index)
            let data = InclusionProofData(
                logIndex: index,
                rootHash: checkpoint.rootHash,
                treeSize: checkpoint.treeSize,
                hashes: proof.hashes,
                checkpoint: String(decoding: note, as: UTF8.self)
            )
            guard let logID = check.logID(ofProof: data) else {
                throw SigstoreClientError(
                    .untrustedLogEntry,
                    "no log that the trust root names signed the checkpoint that \(service.name) answered, of "
                        + "'\(checkpoint.origin.excerpt())'"
                )
            }
            return TransparencyLogEntry(
                logIndex: index,
                logID: logID,
                kind: Self.kind,
                version: Self.version,
                integratedTime: 0,
                inclusionPromise: nil,
                inclusionProof: data,
                canonicalizedBody: entries[offset]
            )
        } catch let error as TransparencyLogError {
            throw service.malformed("a log's checkpoint and tiles", cause: error)
        }
    }

    /// How often a checkpoint is asked for, and how long apart: logs publish one every few seconds.
    private static let (checkpointAttempts, checkpointInterval): (Int, Duration) = (5, .seconds(4))

    /// A checkpoint of a tree that has the entry; the log knows its index before it publishes one.
    private func checkpoint(above index: Int64) async throws -> (note: [UInt8], Checkpoint) {
        var treeSize: Int64 = 0
        for attempt in 0..<Self.checkpointAttempts {
            if attempt > 0 { try await service.client.pause(for: Self.checkpointInterval) }
            let note = try await service.get("\(Self.base)/checkpoint").body
            let checkpoint = try Checkpoint(parsing: note)
            treeSize = checkpoint.treeSize
            if index < treeSize { return (note, checkpoint) }
        }
        throw SigstoreClientError(
            .serviceFailed,
            "\(service.name) has the signature as entry \(index), and its checkpoint is of \(treeSize) entries still: sign again"
        )
    }

    /// Fetches a tile. A log need not keep what is not full any more: the full one begins with the same.
    private func read(_ tile: LogTile) async throws -> [UInt8] {
        do {
            return try await service.get("\(Self.base)/\(tile.path)").body
        } catch let error as SigstoreClientError where error.code == .serviceRefused {
            guard let full = tile.full else { throw error }
            let bytes = try await service.get("\(Self.base)/\(full.path)").body
            guard let beginning = tile.beginning(of: bytes) else { throw service.malformed("a full tile of its tree") }
            return beginning
        }
    }
}

extension TransparencyLogEntry {
    /// Reads Rekor v2's answer, which is a `TransparencyLogEntry` (sigstore_rekor.proto) as bundles have it.
    package init(rekorV2 bytes: [UInt8]) throws {
        self = try TransparencyLogEntry(ProtobufFields(JSONValue(parsing: bytes), path: ""))
    }
}
