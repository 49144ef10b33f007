// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Turns a path as a person writes it into a path from the model's root.
package enum IgnorePath {
    /// Resolves `text`: absolute, or relative to the working directory, or relative to the model.
    ///
    /// Lying inside the model decides, not existing: a path that is not there yet can be ignored. Two readings that
    /// differ are an error, with one exception: where the working directory is above the model, `model/x` means the
    /// model's `x`, as every shell user expects, unless the model has a `model/x` of its own. Existence can so turn
    /// an answer into an error, and never into another answer.
    ///
    /// - Throws: ``ModelSigningError`` with `invalidIgnorePath`.
    package static func resolve(
        _ text: String,
        in model: ModelLocation,
        workingDirectory: String
    ) throws(ModelSigningError) -> ResourceName {
        guard !text.isEmpty else { throw invalid(text, "is empty") }
        guard !isPattern(text) else {
            throw invalid(text, "is a pattern: name each file or folder itself (OMS v1.0 §6.2.1)")
        }
        let root = components(model.root.path)
        if text.utf8.first == UInt8(ascii: "/") {
            guard let name = name(of: absolute(text), below: root) else {
                throw invalid(text, "is not inside the model '\(model.root.path)'")
            }
            return name
        }
        guard absolute(workingDirectory + "/" + text) != root else { throw invalid(text, "is the model itself") }
        let fromWorkingDirectory = name(of: absolute(workingDirectory + "/" + text), below: root)
        let fromModel = name(of: normalized(root + components(text)), below: root)
        switch (fromWorkingDirectory, fromModel) {
        case (nil, nil):
            throw invalid(text, "is not inside the model '\(model.root.path)'")
        case (let name?, nil), (nil, let name?):
            return name
        case (let first?, let second?) where first == second:
            return first
        case (let first?, let second?):
            let workingDirectoryIsOutside = name(of: absolute(workingDirectory), below: root) == nil
            if workingDirectoryIsOutside, !exists(second, in: model) { return first }
            throw invalid(text, "could mean '\(first)' or '\(second)' of the model: give it as an absolute path")
        }
    }

    /// Whether the text has a character that OMS v1.0 §6.2.1 forbids in recorded paths.
    static func isPattern(_ text: String) -> Bool {
        text.utf8.contains { [0, UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "[")].contains($0) }
    }

    /// The path of the entry at `path` from the model's root: its folder resolved, its own name as it is.
    ///
    /// `nil` when it is not inside the model. Works for files that do not exist yet, such as a signature.
    package static func entry(at path: String, in model: ModelLocation) -> ResourceName? {
        name(of: absolute(path), below: components(model.root.path))
    }

    private static func invalid(_ text: String, _ reason: String) -> ModelSigningError {
        ModelSigningError(.invalidIgnorePath, "the path to ignore '\(text)' \(reason)")
    }

    private static func name(of path: [String], below root: [String]) -> ResourceName? {
        guard path.count > root.count, zip(root, path).allSatisfy({ $0.utf8.elementsEqual($1.utf8) }) else {
            return nil
        }
        return try? ResourceName(path.dropFirst(root.count).joined(separator: "/"))
    }

    private static func exists(_ name: ResourceName, in model: ModelLocation) -> Bool {
        access("\(model.root.path)/\(name.path)", F_OK) == 0
    }

    /// The components of `path` with the longest existing folder before its last one resolved.
    private static func absolute(_ path: String) -> [String] {
        let path = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
        var folder = components(path)
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        var rest: [String] = []
        if let last = folder.last, last != "..", last != "." { rest.append(folder.removeLast()) }
        while true {
            let candidate = (isAbsolute ? "/" : "./") + folder.joined(separator: "/")
            if let resolved = realpath(candidate, nil) {
                defer { free(resolved) }
                return normalized(components(String(cString: resolved)) + rest.reversed())
            }
            guard !folder.isEmpty else { return normalized(rest.reversed()) }
            rest.append(folder.removeLast())
        }
    }

    private static func components(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    private static func normalized(_ components: [String]) -> [String] {
        var result: [String] = []
        for component in components where component != "." {
            if component == ".." { _ = result.popLast() } else { result.append(component) }
        }
        return result
    }
}
