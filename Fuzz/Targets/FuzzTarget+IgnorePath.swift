// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SystemFiles

extension FuzzTarget {
    /// A path to ignore is below the model's root, and naming it there gives the same path.
    static func ignorePath(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        guard let text = String(validating: input, as: UTF8.self) else { return .refused }
        guard let playground else { throw BrokenProperty("a folder for the model can be made") }
        var outcome = Outcome.refused
        for workingDirectory in playground.workingDirectories {
            let name: ResourceName
            do {
                name = try IgnorePath.resolve(text, in: playground.model, workingDirectory: workingDirectory)
            } catch {
                _ = error.description
                continue
            }
            try check(name, in: playground.model)
            outcome = .accepted
        }
        return outcome
    }

    private static func check(_ name: ResourceName, in model: ModelLocation) throws(BrokenProperty) {
        try require((try? ResourceName(name.path)) == name, "a path to ignore is a canonical name")
        let absolute = model.root.path + "/" + name.path
        let again = try? IgnorePath.resolve(absolute, in: model, workingDirectory: "/")
        try require(again == name, "a path to ignore is the same when it is given in full")
        try require(IgnorePath.entry(at: absolute, in: model) == name, "a path to ignore is the entry at its place")
    }

    /// A model that has a folder of its own name, and where a person may stand: above it, in it, below it, beside it.
    private struct Playground {
        let model: ModelLocation
        let workingDirectories: [String]

        /// The folder has the same name in every run, and is left there.
        init() throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "model-signing-fuzz")
            let root = folder.appending(path: "model")
            for path in [root.appending(path: "model/sub"), folder.appending(path: "beside")] {
                try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
            }
            model = try ModelLocation(root)
            workingDirectories = [folder, root, root.appending(path: "model"), folder.appending(path: "beside")]
                .map { $0.path(percentEncoded: false) }
        }
    }

    private static let playground = try? Playground()
}
