// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SystemFiles
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A folder that keeps metadata and targets exactly as they came, for one repository.
///
///     root.json, timestamp.json, snapshot.json, targets.json, ROLE.json     the latest of each
///     root_history/N.root.json                                              every root that was seen
///     targets/PATH                                                          targets that somebody stored
///
/// Names of roles and targets are percent-encoded, `/` included. Each file is replaced in one step, after its bytes are on
/// the disk; several processes take turns by a lock on `.lock`. Nothing that is read is believed before it is verified, so
/// what is damaged is as good as missing. Folders are made for this user alone.
public struct MetadataStore: Sendable {
    /// How long to wait for other processes: an update takes seconds.
    public static let defaultLockWait: Duration = .seconds(60)

    /// The folder.
    public let folder: URL
    let path: String
    let lockWait: Duration
    let clock: any Clock<Duration>

    /// Names a folder, which need not exist.
    ///
    /// - Parameters:
    ///   - lockWait: How long to wait while another process has the folder locked.
    ///   - clock: What that is measured with.
    public init(
        folder: URL,
        lockWait: Duration = defaultLockWait,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.folder = folder
        let path = folder.path(percentEncoded: false)
        self.path = path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
        (self.lockWait, self.clock) = (lockWait, clock)
    }

    /// Stores the root that trust begins with where none comes with the program, after checking its form and signatures.
    ///
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion`, `notEnoughSignatures`, `locked` or
    ///   `unusableStore`.
    public func initialize(root: [UInt8]) async throws {
        _ = try TrustedMetadata(root: root)
        try await withLock(.exclusive) { try write(root, as: Self.fileName(of: .root)) }
    }
}

/// Files of metadata.
extension MetadataStore {
    static let historyFolder = "root_history"
    static let targetsFolder = "targets"

    /// The metadata of a role; nil when there is none.
    ///
    /// - Throws: ``TUFError`` with `unusableStore` for what is too large, not a file, or cannot be read.
    func metadata(of role: ExactName, _ limits: UpdaterLimits) throws(TUFError) -> [UInt8]? {
        try read(Self.fileName(of: role), maximumByteCount: limits.maximumByteCount(of: role))
    }

    /// A root of the history; nil when it is not there.
    ///
    /// - Throws: ``TUFError`` with `unusableStore`.
    func root(version: Int64, _ limits: UpdaterLimits) throws(TUFError) -> [UInt8]? {
        try read(Self.historyName(version), maximumByteCount: limits.maximumRootByteCount)
    }

    /// Whether a root of that version was ever part of the chain here. It is not verified.
    package func hasSeenRoot(version: Int64) -> Bool { ((try? root(version: version, .default)) ?? nil) != nil }

    static func historyName(_ version: Int64) -> String { "\(historyFolder)/\(version).root.json" }

    static func fileName(of role: ExactName) -> String { "\(encodedName(role)).json" }

    static func fileName(ofTarget path: String) -> String { "\(targetsFolder)/\(encodedName(ExactName(path)))" }

    /// The longest name most file systems take is 255 bytes.
    private static let maximumNameByteCount = 200

    /// A name that is one component of a path, and another one for every other name.
    private static func encodedName(_ name: ExactName) -> String {
        let encoded = PercentEncoding.encode(name.text)
        guard encoded.utf8.count <= maximumNameByteCount else {
            return "sha256.\(Hexadecimal.encode(Array(SHA256.hash(data: Array(name.text.utf8)))))"
        }
        // Dots alone are no name. Where case does not matter, the file of a role `Timestamp` would replace another one.
        let lowercased = ExactName(encoded.lowercased())
        let isTaken = ExactName.topLevelRoles.contains(lowercased) && lowercased != name
        guard isTaken || encoded.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }), let first = encoded.utf8.first else {
            return encoded
        }
        return "%\(Hexadecimal.encode([first]).uppercased())\(encoded.dropFirst())"
    }
}

/// Bytes by the name of their file below the folder.
extension MetadataStore {
    /// The file's bytes; nil when there is no file. Links are not followed, and nothing but regular files is read.
    func read(_ name: String, maximumByteCount: Int) throws(TUFError) -> [UInt8]? {
        do throws(SystemFileError) {
            let file = try RootDirectory(path: path).openFile(name)
            guard try file.state(path: name).kind == .regular else {
                throw SystemFileError(.notRegularFile, "'\(path)/\(name)' is not a regular file")
            }
            return try file.readToEnd(maximumByteCount: maximumByteCount, path: "\(path)/\(name)")
        } catch {
            if error.isMissing { return nil }
            throw TUFError(.unusableStore, "'\(name)' cannot be read from the store in '\(path)'", cause: error)
        }
    }

    /// Replaces a file in one step, unless it has these bytes already.
    ///
    /// - Throws: ``TUFError`` with `unusableStore`.
    func write(_ bytes: [UInt8], as name: String) throws(TUFError) {
        if let stored = try? read(name, maximumByteCount: bytes.count), stored == bytes { return }
        do throws(SystemFileError) {
            let root = try PrivateFolder.open(madeAt: path)
            if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) {
                try makeFolder(String(name[..<slash]), in: root)
            }
            try SmallFile.replace("\(path)/\(name)", with: bytes, readers: .owner)
        } catch {
            throw TUFError(.unusableStore, "'\(name)' cannot be written to the store in '\(path)'", cause: error)
        }
    }

    /// - Throws: ``TUFError`` with `unusableStore`.
    func remove(_ name: String) throws(TUFError) {
        do throws(SystemFileError) {
            try SmallFile.remove("\(path)/\(name)")
        } catch {
            throw TUFError(.unusableStore, "'\(name)' cannot be removed from the store in '\(path)'", cause: error)
        }
    }

    /// A link that leads elsewhere is no folder of the store's.
    private func makeFolder(_ name: String, in root: RootDirectory) throws(SystemFileError) {
        do throws(SystemFileError) {
            _ = try root.openDirectory(name)
        } catch  where error.isMissing {
            _ = try PrivateFolder.open(madeAt: "\(path)/\(name)")
        } catch {
            throw error
        }
    }
}
