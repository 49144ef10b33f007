// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Folders that are this user's, and that nobody else writes to: what is kept in them is believed later.
package enum PrivateFolder {
    /// Opens the folder; `nil` when there is none.
    ///
    /// - Throws: `untrusted` for a folder of another user's, or one that others may write to.
    package static func open(existingAt path: String) throws(SystemFileError) -> RootDirectory? {
        let folder: RootDirectory
        do throws(SystemFileError) {
            folder = try RootDirectory(path: path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        let permissions = try folder.openDirectory("").permissions(path: path)
        guard permissions.isOwnedByCurrentUser else {
            throw SystemFileError(
                .untrusted,
                "'\(path)' belongs to user \(permissions.owner), and this process acts as user"
                    + " \(FilePermissions.currentUser)"
            )
        }
        guard !permissions.letsOthersWrite else {
            throw SystemFileError(
                .untrusted,
                "others may write to '\(path)': delete its content and run `chmod 700` on it"
            )
        }
        return folder
    }

    /// Opens the folder, and makes it and those above it if they are not there, for this user alone.
    ///
    /// Not in another user's folder: that user could replace it, and under `sudo` would find it locked.
    /// - Throws: Also `untrusted` for a folder that would have to be made in another user's.
    package static func open(madeAt path: String) throws(SystemFileError) -> RootDirectory {
        if let folder = try open(existingAt: path) { return folder }
        try make(path)
        guard let folder = try open(existingAt: path) else {
            throw SystemFileError(ENOENT, doing: "make folder", path: path)
        }
        return folder
    }

    private static func make(_ path: String) throws(SystemFileError) {
        let parent = parent(of: path)
        guard parent != path else { throw SystemFileError(ENOENT, doing: "make folder", path: path) }
        let owner: UInt32
        do throws(SystemFileError) {
            owner = try RootDirectory(path: parent).openDirectory("").permissions(path: parent).owner
        } catch  where error.isMissing {
            try make(parent)
            owner = FilePermissions.currentUser
        } catch {
            throw error
        }
        guard owner == FilePermissions.currentUser || owner == 0 else {
            throw SystemFileError(
                .untrusted,
                "'\(path)' is not made: the folder it would be in belongs to user \(owner), and this process acts as"
                    + " user \(FilePermissions.currentUser)"
            )
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw SystemFileError(errno, doing: "make folder", path: path)
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
