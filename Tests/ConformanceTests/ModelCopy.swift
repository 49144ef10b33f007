// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// A copy of a model that may be changed: a folder named `model`, or one file in it.
struct ModelCopy {
    private let folder: TemporaryFolder
    /// The copied folder or file.
    let url: URL

    init(of original: URL) throws {
        folder = try TemporaryFolder()
        let root = folder.url.appending(path: "model")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        guard try original.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
            url = root.appending(path: original.lastPathComponent)
            try Data(contentsOf: original).write(to: url)
            return
        }
        url = root
        // Content alone: the public data may be read-only, and the copy must not be.
        for path in try FileManager.default.subpathsOfDirectory(atPath: original.path(percentEncoded: false)).sorted() {
            let source = original.appending(path: path)
            if try source.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
                try FileManager.default.createDirectory(at: file(path), withIntermediateDirectories: true)
            } else {
                try Data(contentsOf: source).write(to: file(path))
            }
        }
    }

    /// A place beside the model, for a signature.
    func sibling(_ name: String) -> URL { folder.url.appending(path: name) }

    /// An entry of the model, there or not.
    func file(_ path: String) -> URL { url.appending(path: path) }

    func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: file(path)) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: file(path)) }

    func rename(_ path: String, to new: String) throws {
        try FileManager.default.moveItem(at: file(path), to: file(new))
    }

    /// Flips the lowest bit of the middle byte.
    func changeOneByte(of path: String) throws {
        var content = try Data(contentsOf: file(path))
        content[content.startIndex + content.count / 2] ^= 1
        try content.write(to: file(path))
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: file(path).path(percentEncoded: false),
            withDestinationPath: target
        )
    }

    /// Changes the copy as a case of the suite asks.
    func apply(_ modifications: ConformanceCase.Modifications) throws {
        for (path, text) in modifications.tamper { try write(text, to: path) }
        for path in modifications.delete { try remove(path) }
        for (path, text) in modifications.inject { try write(text, to: path) }
        for (path, target) in modifications.symbolicLinks { try link(path, to: target) }
    }
}
