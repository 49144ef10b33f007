// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TUF

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The instances that this user can name by their repository's address: the public ones, and those somebody brought.
public struct KnownInstances: Sendable {
    private let folders: TrustFolders

    /// Roots that somebody brought are in `folders`.
    public init(_ folders: TrustFolders) { self.folders = folders }

    /// The instance whose repository is at an address, with or without slashes behind it.
    ///
    /// - Throws: ``SigstoreClientError`` with `unusableAddress`, `unknownInstance`, `unusableFolder` or `unusableRoot`.
    public func instance(at address: URL) throws(SigstoreClientError) -> SigstoreInstance {
        let repository = try Self.repository(address)
        if let embedded = Self.embedded(at: repository) { return embedded }
        guard let root = try storedRoot(of: repository) else {
            throw SigstoreClientError(
                .unknownInstance,
                "nobody has said whom to trust at '\(repository.absoluteString)': get its root.json from whoever runs it, and run"
                    + " 'model-signing trust init --url \(repository.absoluteString) --root root.json'"
            )
        }
        return .custom(at: repository, root: root)
    }

    /// An instance with a root that its operator gave you, checked and not yet remembered.
    ///
    /// - Throws: ``SigstoreClientError`` with `unusableAddress`, `unusableFolder`, `unusableRoot`, or `otherRoot` when the
    ///   instance begins with another one already.
    public func newInstance(at address: URL, root: [UInt8]) throws(SigstoreClientError) -> SigstoreInstance {
        let repository = try Self.repository(address)
        do {
            _ = try TrustedMetadata(root: root)
        } catch {
            throw SigstoreClientError(.unusableRoot, "this is no TUF root to begin with", cause: error)
        }
        let known: [UInt8]?
        if let embedded = Self.embedded(at: repository) {
            known = embedded.root
        } else {
            known = try storedRoot(of: repository)
        }
        guard known == nil || known == root else {
            throw SigstoreClientError(
                .otherRoot,
                "'\(repository.absoluteString)' begins with another root already"
                    + (Self.embedded(at: repository) == nil
                        ? ": to begin anew, delete the folder '\(folders.brought(for: repository))'"
                        : ", which is part of this program")
            )
        }
        return Self.embedded(at: repository) ?? .custom(at: repository, root: root)
    }

    /// Keeps the root of an instance, so that its address is enough from now on.
    ///
    /// - Throws: ``SigstoreClientError`` with `unusableFolder`.
    public func remember(_ instance: SigstoreInstance) throws(SigstoreClientError) {
        guard instance.embedded == nil else { return }
        do throws(SystemFileError) {
            let folder = try PrivateFolder.open(madeAt: folders.brought(for: instance.repository))
            try SmallFile.replace("\(folder.path)/\(Self.fileName)", with: instance.root, readers: .owner)
        } catch {
            throw SigstoreClientError(.unusableFolder, "the root of '\(instance.name)' cannot be kept", cause: error)
        }
    }

    private static let fileName = "root.json"

    private func storedRoot(of repository: URL) throws(SigstoreClientError) -> [UInt8]? {
        let path = folders.brought(for: repository)
        do throws(SystemFileError) {
            guard let folder = try PrivateFolder.open(existingAt: path) else { return nil }
            let limit = UpdaterLimits.default.maximumRootByteCount
            return try folder.openFile(Self.fileName).readToEnd(
                maximumByteCount: limit,
                path: "\(path)/\(Self.fileName)"
            )
        } catch {
            if error.isMissing { return nil }
            throw SigstoreClientError(.unusableFolder, "the root of an instance cannot be read", cause: error)
        }
    }

    private static func embedded(at repository: URL) -> SigstoreInstance? {
        [.production, .staging].first { $0.repository.absoluteString == repository.absoluteString }
    }

    /// The address without slashes at its end, if it can be one of a repository.
    private static func repository(_ address: URL) throws(SigstoreClientError) -> URL {
        var text = address.absoluteString
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), ["https", "http"].contains(url.scheme?.lowercased()),
            url.host()?.isEmpty == false,
            url.query() == nil, url.fragment() == nil, url.user() == nil, url.password() == nil
        else {
            throw SigstoreClientError(
                .unusableAddress,
                "'\(address.absoluteString)' is no address of a TUF repository: it begins with https://, names a host, and has"
                    + " neither '?', '#' nor a user"
            )
        }
        return url
    }
}
