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

/// The cache's folder, once it is known that it is this user's and nobody else writes to it.
///
/// Files are read below the folder that was checked, even if its path leads to another one meanwhile. They are written by
/// that path: what another folder gets then is a key or entries that nobody reads there as theirs.
struct CacheFolder {
    private let root: RootDirectory

    /// Opens the folder; `nil` when there is none.
    init?(existingAt path: String) throws(DigestCacheError) {
        do throws(SystemFileError) {
            root = try RootDirectory(path: path)
        } catch {
            guard !error.isMissing else { return nil }
            throw DigestCacheError(
                error.isWrongKind ? .untrustedFolder : .unreadable,
                "\(error.description): the digest cache is not used; name another folder"
            )
        }
        let permissions = try Self.permissions(of: root)
        guard permissions.isOwnedByCurrentUser else {
            throw DigestCacheError(
                .untrustedFolder,
                "the digest cache '\(path)' belongs to user \(permissions.owner), and this process acts as user"
                    + " \(FilePermissions.currentUser): nothing in it is believed; name a folder of your own"
            )
        }
        guard !permissions.letsOthersWrite else {
            throw DigestCacheError(
                .untrustedFolder,
                "others may write to the digest cache '\(path)', and nothing in it is believed: delete its content"
                    + " and run `chmod 700` on it"
            )
        }
    }

    /// Opens the folder, and makes it and those above it if they are not there.
    init(madeAt path: String) throws(DigestCacheError) {
        if let folder = try CacheFolder(existingAt: path) {
            self = folder
            return
        }
        try Self.make(path)
        guard let folder = try CacheFolder(existingAt: path) else {
            throw DigestCacheError(.unwritable, "the digest cache '\(path)' cannot be made: name another folder")
        }
        self = folder
    }

    /// The path of an entry.
    func path(of name: String) -> String { "\(root.path)/\(name)" }

    /// Reads a file; `nil` when there is none.
    func contents(of name: String, maximumByteCount: Int) throws(DigestCacheError) -> [UInt8]? {
        let path = path(of: name)
        do throws(SystemFileError) {
            return try openRegularFile(name).readToEnd(maximumByteCount: maximumByteCount, path: path)
        } catch {
            if error.isMissing { return nil }
            if case .tooLarge = error.reason { throw .tooLarge(path) }
            throw DigestCacheError(
                error.isWrongKind ? .damaged : .unreadable,
                "\(error.description): '\(path)' of the digest cache is not used; delete it"
            )
        }
    }

    /// Reads a file of exactly `byteCount` bytes that this user owns and others may not touch; `nil` when there is none.
    func secret(_ name: String, byteCount: Int) throws(DigestCacheError) -> [UInt8]? {
        let path = path(of: name)
        func untrusted(_ reason: String) -> DigestCacheError {
            DigestCacheError(.untrustedKey, "'\(path)' \(reason), and the digest cache is not used: delete the folder")
        }
        let permissions: FilePermissions
        let bytes: [UInt8]
        do throws(SystemFileError) {
            let file = try openRegularFile(name)
            permissions = try file.permissions(path: path)
            bytes = try file.readToEnd(maximumByteCount: byteCount, path: path)
        } catch {
            if error.isMissing { return nil }
            if error.isWrongKind { throw untrusted("is not a regular file") }
            if case .tooLarge = error.reason { throw untrusted("has more than \(byteCount) bytes") }
            throw DigestCacheError(
                .unreadable,
                "\(error.description): the digest cache with the key '\(path)' is not used; delete the folder"
            )
        }
        guard permissions.isOwnedByCurrentUser else { throw untrusted("belongs to user \(permissions.owner)") }
        guard !permissions.letsOthersIn else { throw untrusted("may be read or written by others") }
        guard bytes.count == byteCount else { throw untrusted("has \(bytes.count) bytes, not \(byteCount)") }
        return bytes
    }

    /// Links are not followed.
    private func openRegularFile(_ name: String) throws(SystemFileError) -> OpenFile {
        let file = try root.openFile(name)
        guard try file.state(path: path(of: name)).kind == .regular else {
            throw SystemFileError(.notRegularFile, "'\(path(of: name))' is not a regular file")
        }
        return file
    }

    /// Makes a file that only its owner may read, unless there is one.
    func create(_ name: String, with bytes: [UInt8]) throws(DigestCacheError) {
        do throws(SystemFileError) {
            _ = try SmallFile.create(path(of: name), with: bytes, readers: .owner)
        } catch {
            throw .unwritable(error)
        }
    }

    /// Replaces or makes a file that only its owner may read.
    func replace(_ name: String, with bytes: [UInt8]) throws(DigestCacheError) {
        do throws(SystemFileError) {
            try SmallFile.replace(path(of: name), with: bytes, readers: .owner, durably: false)
        } catch {
            throw .unwritable(error)
        }
    }

    private static func permissions(of root: RootDirectory) throws(DigestCacheError) -> FilePermissions {
        do throws(SystemFileError) {
            return try root.openDirectory("").permissions(path: root.path)
        } catch {
            throw DigestCacheError(.unreadable, "\(error.description): the digest cache is not used")
        }
    }
}

extension CacheFolder {
    /// Makes the folder and those above it that are missing, for this user alone.
    ///
    /// Not in another user's folder: that user could replace it, and under `sudo` would find it locked.
    private static func make(_ path: String) throws(DigestCacheError) {
        let parent = parent(of: path)
        guard parent != path else { throw DigestCacheError(.unwritable, "'\(path)' is not there") }
        let owner: UInt32
        do throws(SystemFileError) {
            owner = try RootDirectory(path: parent).openDirectory("").permissions(path: parent).owner
        } catch  where error.isMissing {
            try make(parent)
            owner = FilePermissions.currentUser
        } catch {
            throw .unwritable(error)
        }
        guard owner == FilePermissions.currentUser || owner == 0 else {
            throw DigestCacheError(
                .untrustedFolder,
                "the digest cache '\(path)' is not made: the folder it would be in belongs to user \(owner), and this"
                    + " process acts as user \(FilePermissions.currentUser); name a folder of your own"
            )
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .unwritable(SystemFileError(errno, doing: "make folder", path: path))
        }
    }

    /// The path without its last component; itself when it has none.
    private static func parent(of path: String) -> String {
        let slash = UInt8(ascii: "/")
        let name = path.utf8.reversed().drop { $0 == slash }
        guard !name.isEmpty else { return path }
        let rest = name.drop { $0 != slash }
        guard !rest.isEmpty else { return "." }
        let parent = rest.drop { $0 == slash }
        return parent.isEmpty ? "/" : String(decoding: parent.reversed(), as: UTF8.self)
    }
}

extension DigestCacheError {
    fileprivate static func unwritable(_ error: SystemFileError) -> Self {
        Self(.unwritable, "\(error.description): nothing is remembered in the digest cache")
    }
}
