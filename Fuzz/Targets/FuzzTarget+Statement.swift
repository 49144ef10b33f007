// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation

extension FuzzTarget {
    /// A statement that was read is the same after it was written.
    static func statement(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let versions = Set(InTotoStatement.Version.allCases)
        let statement: InTotoStatement
        do {
            statement = try InTotoStatement(parsing: input, versions: versions)
        } catch {
            return .refused(error)
        }
        let written = statement.serialized()
        guard let again = try? InTotoStatement(parsing: written, versions: versions) else {
            throw BrokenProperty("a statement that was written can be read")
        }
        try require(again.serialized() == written, "a statement is written the same way a second time")
        try require(again.version == statement.version, "a statement keeps its version")
        try require(again.predicate == statement.predicate, "a statement keeps its predicate")
        try require(!statement.subjects.isEmpty, "a statement has a subject")
        return .accepted
    }
}
