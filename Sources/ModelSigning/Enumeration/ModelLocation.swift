// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles
import TextEncodings

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Where a model is: a folder, or one file in a folder.
package struct ModelLocation: Sendable {
    /// The model's folder, or the folder that holds the one file.
    package let root: RootDirectory
    /// The name of the one file; `nil` when the model is a folder.
    package let fileName: ResourceName?
    /// The last component of the model's path: the subject's name (OMS v1.0 §6.5).
    package let name: String

    /// Opens the model at `url`. Links in the folder's own path are the caller's and are followed.
    package init(_ url: URL) throws(ModelSigningError) {
        guard url.isFileURL else {
            throw ModelSigningError(.noModel, "'\(url.absoluteString.excerpt())' is not the URL of a file or a folder")
        }
        let path = url.path(percentEncoded: false)
        do throws(SystemFileError) {
            let trimmed = Self.withoutTrailingSlashes(path)
            if let root = try Self.folder(at: path) {
                self.root = root
                fileName = nil
                name = Self.name(of: trimmed) ?? Self.name(of: root.path) ?? "model"
                return
            }
            let (parent, last) = Self.split(trimmed)
            root = try RootDirectory(path: parent)
            name = last
        } catch {
            throw ModelSigningError(noModelAt: path, error)
        }
        fileName = try ResourceName(name)
    }

    /// Opens a folder; `nil` when `path` is there and is none.
    private static func folder(at path: String) throws(SystemFileError) -> RootDirectory? {
        do {
            return try RootDirectory(path: path)
        } catch {
            if error.isWrongKind, !path.utf8.isEmpty, path.utf8.last != UInt8(ascii: "/") { return nil }
            throw error
        }
    }

    private static func withoutTrailingSlashes(_ path: String) -> String {
        var trimmed = path.utf8[...]
        while trimmed.count > 1, trimmed.last == UInt8(ascii: "/") { trimmed = trimmed.dropLast() }
        return String(Substring(trimmed))
    }

    private static func split(_ path: String) -> (parent: String, last: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let parent = slash == path.utf8.startIndex ? "/" : String(path[..<slash])
        return (parent, String(path[path.utf8.index(after: slash)...]))
    }

    /// The last component, unless it says nothing.
    private static func name(of path: String) -> String? {
        let last = split(path).last
        return ["", ".", ".."].contains(last) ? nil : last
    }
}
