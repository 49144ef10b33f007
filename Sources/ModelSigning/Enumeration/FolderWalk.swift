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

/// Walks a model's folder: the only code that lists directories.
///
/// Folders are opened component by component from the root without following links.
struct FolderWalk {
    /// How deep folders may be nested.
    static let maximumDepth = 256

    private let root: RootDirectory
    private let rules: ExclusionRules
    private let links: SymbolicLinkPolicy
    /// When present, only these paths and the folders that lead to them are looked at.
    private let only: Set<ResourceName>?
    /// Paths that are looked at although an exclusion covers them.
    private let exceptions: Set<ResourceName>

    private(set) var found: ModelFiles
    private var pending: [Folder] = [Folder(path: "", depth: 0, isExcluded: false)]

    private struct Folder {
        let path: String
        let depth: Int
        /// Inside an excluded folder, where only exceptions count.
        let isExcluded: Bool
    }

    init(root: RootDirectory, rules: ExclusionRules, links: SymbolicLinkPolicy, purpose: ModelFiles.Purpose) {
        (self.root, self.rules, self.links, found) = (root, rules, links, ModelFiles())
        switch purpose {
        case .signing:
            (only, exceptions) = (nil, [])
        case .verifying(let names):
            (only, exceptions) = (nil, rules.exceptions(for: names))
        case .verifyingOnly(let names):
            (only, exceptions) = (Set(names.flatMap(\.prefixes)), rules.exceptions(for: names))
        }
    }

    mutating func run() {
        while let folder = pending.popLast() { list(folder) }
    }

    private mutating func list(_ folder: Folder) {
        guard folder.depth <= Self.maximumDepth else { return refuse(folder.path, .tooDeep) }
        let opened: CInt
        do throws(SystemFileError) {
            opened = try root.openDirectory(folder.path).take()
        } catch {
            return refuse(folder.path.isEmpty ? "." : folder.path, .unreadableFolder)
        }
        guard let stream = fdopendir(opened) else {
            close(opened)
            return refuse(folder.path.isEmpty ? "." : folder.path, .unreadableFolder)
        }
        defer { closedir(stream) }
        errno = 0
        while let entry = readdir(stream) {
            visit(Self.name(of: entry), in: folder, descriptor: opened)
            errno = 0
        }
        if errno != 0 { refuse(folder.path.isEmpty ? "." : folder.path, .unreadableFolder) }
    }

    private mutating func visit(_ nameBytes: [UInt8], in folder: Folder, descriptor: CInt) {
        guard nameBytes != [UInt8(ascii: ".")], nameBytes != [UInt8(ascii: "."), UInt8(ascii: ".")] else { return }
        let prefix = folder.path.isEmpty ? "" : folder.path + "/"
        guard let component = String(validating: nameBytes, as: UTF8.self),
            let name = try? ResourceName(prefix + component)
        else {
            if only == nil, !folder.isExcluded {
                refuse(prefix + String(decoding: nameBytes, as: UTF8.self), .nameNotUTF8)
            }
            return
        }
        if let only, !only.contains(name) { return }
        let isExcluded = folder.isExcluded || rules.contains(name)
        if isExcluded, !exceptions.contains(name) { return }
        var raw = stat()
        guard fstatat(descriptor, component, &raw, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        let state = FileState(raw)
        switch state.kind {
        case .regular:
            found.files.append(ModelFile(name: name, path: name.path, state: state))
        case .directory:
            pending.append(Folder(path: name.path, depth: folder.depth + 1, isExcluded: isExcluded))
        case .link:
            visitLink(name)
        case .other:
            refuse(name.path, .specialFile)
        }
    }

    private mutating func visitLink(_ name: ResourceName) {
        guard links == .withinRoot else { return refuse(name.path, .symbolicLink) }
        guard let resolved = realpath("\(root.path)/\(name.path)", nil) else {
            return refuse(name.path, errno == ELOOP ? .linkCycle : .danglingLink)
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
            let state = try root.openFile(path).state(path: path)
            switch state.kind {
            case .regular: found.files.append(ModelFile(name: name, path: path, state: state))
            case .directory: found.linkedFolders.append(name.path)
            default: refuse(name.path, .specialFile)
            }
        } catch {
            refuse(name.path, .danglingLink)
        }
    }

    private mutating func refuse(_ path: String, _ reason: UnsignableEntry.Reason) {
        found.unsignable.append(UnsignableEntry(path: path, reason: reason))
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry).advanced(by: offset)
        let buffer = UnsafeRawBufferPointer(start: start, count: capacity)
        return Array(buffer.prefix { $0 != 0 })
    }
}
