// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import TextEncodings
import TransparencyLog

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a log entry says, to be shown to a person. Nothing in it is verified.
public struct UnverifiedLogEntry: Sendable, Encodable {
    /// Kind and version, such as `hashedrekord 0.0.1`.
    public let kind: String
    /// The log's identifier, in hexadecimal.
    public let logID: String
    /// The entry's index.
    public let index: Int64
    /// When it is said to have been logged; nil without a time.
    public let integratedTime: Date?
    /// Whether there is a promise by the log, which signs that time.
    public let hasPromise: Bool
    /// The size of the tree of the inclusion proof; nil without a proof.
    public let treeSize: Int64?
    /// Whose checkpoint it is; nil without one that can be read.
    public let checkpointOrigin: String?
    /// The names under the checkpoint: the log's, and witnesses'.
    public let checkpointSigners: [String]

    init(_ entry: TransparencyLogEntry) {
        (kind, logID) = ("\(entry.kind) \(entry.version)", Hexadecimal.encode(entry.logID))
        index = entry.logIndex
        integratedTime = entry.integratedDate
        hasPromise = entry.inclusionPromise != nil
        treeSize = entry.inclusionProof?.treeSize
        let checkpoint = entry.inclusionProof.flatMap { try? Checkpoint(parsing: Array($0.checkpoint.utf8)) }
        checkpointOrigin = checkpoint?.origin
        checkpointSigners = checkpoint?.note.signatures.map(\.name) ?? []
    }
}

extension TransparencyLogEntry {
    private static let latest: Int64 = 253_402_300_799

    /// `integratedTime` as a date of the years 1970 to 9999, signed or not; zero is no time.
    var integratedDate: Date? {
        (1...Self.latest).contains(integratedTime) ? Date(timeIntervalSince1970: TimeInterval(integratedTime)) : nil
    }
}
