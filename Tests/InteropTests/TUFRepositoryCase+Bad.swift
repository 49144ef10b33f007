// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices

extension TUFRepositoryCase {
    private static let roles = ["root", "timestamp", "snapshot", "targets", "one", "bin-0"]

    /// Each is a good repository but for one thing.
    static let bad: [TUFRepositoryCase] =
        roles.map { role in
            Self("\(role) signed with keys of nobody", error: "UnsignedMetadataError") {
                try publishWithRoles(&$0) { $0[role].signers = [TestTUFKey(named: "nobody")] }
            }
        }
        + roles.map { role in
            Self("\(role) altered behind its signatures", error: "UnsignedMetadataError") {
                try publishWithRoles(&$0) { $0[role].afterSigning = { $0["signed"]?["more"] = .bool(true) } }
            }
        }
        + ["root", "targets"].map { role in
            Self("\(role) lacks one signature", error: "UnsignedMetadataError") {
                try publishWithRoles(&$0) {
                    $0["targets"].keys.append(TestTUFKey(named: "second"))
                    $0["targets"].threshold = 2
                    $0[role].afterSigning = { $0["signatures"]?[1] = nil }
                }
            }
        }
        + roles.map { role in
            Self("\(role) is out of date", error: "ExpiredMetadataError") {
                try publishWithRoles(&$0) { $0[role].expires = $0.now - 1 }
            }
        }
        + ["snapshot", "targets", "one", "bin-0"].map { role in
            Self("\(role) has another version than the metadata that names it", error: "BadVersionNumberError") {
                try publishWithRoles(&$0) { $0[role].beforeSigning = { $0["version"] = .number("7") } }
            }
        }
        + ["snapshot", "targets", "one", "bin-0"].map { role in
            Self("\(role) has another hash than the metadata that names it", error: "LengthOrHashMismatchError") {
                $0.metaHashes = [.sha256]
                try publishWithRoles(&$0) { _ in }
                $0.files["1.\(role).json"]?.append(0x0a)
            }
        }
        + [
            Self("a root that skips a version", error: "BadVersionNumberError") {
                try $0.publish()
                $0["root"].beforeSigning = { $0["version"] = .number("3") }
                try $0.publish("root")
            },
            Self("a root that the last one's keys have not signed", error: "UnsignedMetadataError") {
                try $0.publish()
                $0.rotateKeys(of: "root")
                $0["root"].signers = $0["root"].keys
                try $0.publish("root")
            },
            Self("another target than was signed", error: "LengthOrHashMismatchError") {
                try $0.publish()
                for path in $0.files.keys where path.hasSuffix(".top") { $0.files[path] = Array("pot".utf8) }
            },
            Self("no snapshot", error: "DownloadHTTPError") {
                try $0.publish()
                $0.files["1.snapshot.json"] = nil
            },
        ]

    /// Publishes twice: a root that is trusted, then all with a delegated role, a bin, and the fault.
    private static func publishWithRoles(
        _ repository: inout TestTUFRepository,
        _ fault: (inout TestTUFRepository) -> Void
    ) throws {
        try repository.publish("root")
        repository.delegate(TestTUFDelegation("one", paths: ["one/*", "binned/*"]))
        repository.delegateBins(TestTUFBins(bitLength: 1), from: "one")
        repository.add("one/1", [1], to: "one")
        let binned = (0...).lazy.map { "binned/\($0)" }.first { TestTUFBins(bitLength: 1).name(of: $0) == "bin-0" }
        repository.add(binned ?? "", [1], to: "bin-0")
        fault(&repository)
        try repository.publish("root")
        try repository.publish()
    }
}
