// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreClient
import StrictJSON

extension FuzzTarget {
    /// What a log answers, of either version, is an entry that a bundle can carry.
    static func rekorAnswer(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        var entries: [TransparencyLogEntry] = []
        do {
            entries.append(try TransparencyLogEntry(rekorV1: input, kind: "hashedrekord", version: "0.0.1"))
        } catch {
            _ = error.description
        }
        do {
            entries.append(try TransparencyLogEntry(rekorV2: input))
        } catch {
            _ = "\(error)"
        }
        guard let entry = entries.first else { return .refused }
        try require(entries.count == 1, "an answer is of one version")
        try require(entry.logIndex >= 0 && entry.integratedTime >= 0, "an index and a time are not negative")
        try require(!entry.logID.isEmpty && !entry.kind.isEmpty, "an entry names its log and its kind")
        let again = (try? ProtobufFields(entry.json, path: "")).flatMap { try? TransparencyLogEntry($0) }
        try require(again == entry, "an entry that was written reads as the same entry")
        return .accepted
    }
}
