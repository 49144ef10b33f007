// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// The cache's folder, once it is known that it is this user's and nobody else writes to it.
///
/// Files are read below the folder that was checked, even if its path leads to another one meanwhile. They are written by
/// that path: what another folder gets then is a key or entries that nobody reads there as theirs.
struct CacheFolder {
    private let root: RootDirectory

    /// Opens the folder; `nil` when there is none.
    init?(existingAt path: String) throws(DigestCacheError) {
        do throws(SystemFileError) {
            guard let root = try PrivateFolder.open(existingAt: path) else { return nil }
            self.root = root
        } catch {
            throw .unusable(error, otherwise: .unreadable)
        }
    }

    /// Opens the folder, and makes it and those above it if they are not there.
    init(madeAt path: String) throws(DigestCacheError) {
        do throws(SystemFileError) {
            root = try PrivateFolder.open(madeAt: path)
        } catch {
            throw .unusable(error, otherwise: .unwritable)
        }
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
}

extension DigestCacheError {
    fileprivate static func unwritable(_ error: SystemFileError) -> Self {
        Self(.unwritable, "\(error.description): nothing is remembered in the digest cache")
    }

    fileprivate static func unusable(_ error: SystemFileError, otherwise code: Code) -> Self {
        let isUntrusted = error.reason == .untrusted || error.isWrongKind
        return Self(
            isUntrusted ? .untrustedFolder : code,
            "\(error.description): the digest cache is not used, and nothing in it is believed; name another folder"
        )
    }
}
