// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A folder that removes itself with all its content.
package final class TemporaryFolder: Sendable {
    package let url: URL

    /// Creates an empty folder, its path free of links.
    package init() throws {
        let name = "model-signing-tests-\(UUID().uuidString)"
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of an entry, which need not exist.
    package func path(_ relative: String) -> String { url.appending(path: relative).path(percentEncoded: false) }

    /// Writes files, creating the folders on their way.
    package func write(_ files: [String: String]) throws {
        for (name, content) in files {
            let file = url.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(content.utf8).write(to: file)
        }
    }

    /// Creates a symbolic link.
    package func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
}
