// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TextEncodings

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Walks a model's folder: the only code that lists directories.
///
/// Folders are opened component by component from the root without following links.
struct FolderWalk {
    /// How deep folders may be nested.
    static let maximumDepth = 256

    private let root: RootDirectory
    private let rules: ExclusionRules
    private let links: SymbolicLinkPolicy
    /// When present, only these names and the folders that lead to them are looked at.
    private let only: NameTree?
    /// Names that are looked at although an exclusion covers them.
    private let exceptions: NameTree

    private(set) var found: ModelFiles
    private var pending = [Folder(path: "", depth: 0, isExcluded: false, only: NameTree.root, exception: NameTree.root)]

    private struct Folder {
        let path: String
        let depth: Int
        /// Inside an excluded folder, where only exceptions count.
        let isExcluded: Bool
        /// The folder's places in the two trees, as far as names lead there.
        let only: NameTree.Node?
        let exception: NameTree.Node?
    }

    init(root: RootDirectory, rules: ExclusionRules, links: SymbolicLinkPolicy, purpose: ModelFiles.Purpose) {
        (self.root, self.rules, self.links, found) = (root, rules, links, ModelFiles())
        switch purpose {
        case .signing:
            (only, exceptions) = (nil, NameTree())
        case .verifying(let names):
            (only, exceptions) = (nil, rules.exceptions(for: names))
        case .verifyingOnly(let names):
            (only, exceptions) = (NameTree(names), rules.exceptions(for: names))
        }
    }

    mutating func run(_ cancellation: Cancellation) throws(CancellationError) {
        while let folder = pending.popLast() { try list(folder, cancellation) }
    }

    private mutating func list(_ folder: Folder, _ cancellation: Cancellation) throws(CancellationError) {
        guard folder.depth <= Self.maximumDepth else { return refuse(folder.path, .tooDeep) }
        let opened: CInt
        do throws(SystemFileError) {
            opened = try root.openDirectory(folder.path).take()
        } catch {
            return refuse(folder.path.isEmpty ? "." : folder.path, .unreadable)
        }
        guard let stream = fdopendir(opened) else {
            close(opened)
            return refuse(folder.path.isEmpty ? "." : folder.path, .unreadable)
        }
        defer { closedir(stream) }
        errno = 0
        while let entry = readdir(stream) {
            try cancellation.check()
            visit(Self.name(of: entry), in: folder, descriptor: opened)
            errno = 0
        }
        if errno != 0 { refuse(folder.path.isEmpty ? "." : folder.path, .unreadable) }
    }

    private mutating func visit(_ nameBytes: [UInt8], in folder: Folder, descriptor: CInt) {
        guard nameBytes != [UInt8(ascii: ".")], nameBytes != [UInt8(ascii: "."), UInt8(ascii: ".")] else { return }
        let prefix = folder.path.isEmpty ? "" : folder.path + "/"
        guard let component = nameBytes.withUnsafeBufferPointer(String.init(utf8:)) else {
            if only == nil, !folder.isExcluded {
                refuse(prefix + String(decoding: nameBytes, as: UTF8.self), .nameNotUTF8)
            }
            return
        }
        guard let name = try? ResourceName(prefix + component) else {
            if only == nil, !folder.isExcluded { refuse(prefix + component, .nameTooLong) }
            return
        }
        let part = ResourceName(canonical: component)
        let onlyNode = folder.only.flatMap { only?.child(part, of: $0) }
        if only != nil, onlyNode == nil { return }
        let exception = folder.exception.flatMap { exceptions.child(part, of: $0) }
        let isExcluded = folder.isExcluded || rules.contains(name)
        if isExcluded, exception == nil {
            if !folder.isExcluded { found.excluded.append(name) }
            return
        }
        var raw = stat()
        guard fstatat(descriptor, component, &raw, AT_SYMLINK_NOFOLLOW) == 0 else {
            // One that is gone by now is not part of the model; any other could hide something.
            if errno != ENOENT { refuse(name.path, .unreadable) }
            return
        }
        let state = FileState(raw)
        switch state.kind {
        case .regular:
            found.files.append(ModelFile(name: name, path: name.path, state: state))
        case .directory:
            pending.append(
                Folder(
                    path: name.path,
                    depth: folder.depth + 1,
                    isExcluded: isExcluded,
                    only: onlyNode,
                    exception: exception
                )
            )
        case .link:
            visitLink(name)
        case .other:
            refuse(name.path, .specialFile)
        }
    }

    private mutating func visitLink(_ name: ResourceName) {
        guard links == .withinRoot else { return refuse(name.path, .symbolicLink) }
        guard let resolved = realpath("\(root.path)/\(name.path)", nil) else {
            return refuse(name.path, errno == ELOOP ? .linkCycle : errno == ENOENT ? .danglingLink : .unreadable)
        }
        defer { free(resolved) }
        let rootPrefix = root.path == "/" ? "/" : root.path + "/"
        guard let target = String(validatingCString: resolved), (target + "/").utf8.starts(with: rootPrefix.utf8) else {
            return refuse(name.path, .linkOutOfModel)
        }
        let path = String(target.utf8.dropFirst(rootPrefix.utf8.count)) ?? ""
        guard !path.isEmpty, !(name.path + "/").utf8.starts(with: (path + "/").utf8) else {
            return refuse(name.path, .linkCycle)
        }
        do throws(SystemFileError) {
            let state = try root.state(of: path)
            switch state.kind {
            case .regular: found.files.append(ModelFile(name: name, path: path, state: state))
            case .directory: refuse(name.path, .linkToFolder)
            default: refuse(name.path, .specialFile)
            }
        } catch {
            refuse(name.path, .unreadable)
        }
    }

    private mutating func refuse(_ path: String, _ reason: UnsignableEntry.Reason) {
        found.unsignable.append(UnsignableEntry(path: path, reason: reason))
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry).advanced(by: offset)
        return Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
    }
}
