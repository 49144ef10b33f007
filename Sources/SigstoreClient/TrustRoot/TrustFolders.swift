// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SystemFiles
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where this user's trust roots are kept between runs: one folder for each instance below each of these.
public struct TrustFolders: Sendable, Hashable {
    /// What was downloaded, which can be had again: deleting it is always safe.
    public let cache: String
    /// The first roots of instances that somebody brought (``KnownInstances``), which cannot.
    public let instances: String

    /// Names folders, which are made when there is something to keep.
    ///
    /// - Parameters: Absolute paths that only this user can write to, used for nothing else.
    public init(cache: String, instances: String) {
        (self.cache, self.instances) = (cache, instances)
    }

    /// The usual folders of the user whose environment this process has; nil when that names no home.
    ///
    /// `model-signing/trust` in `$XDG_CACHE_HOME`, or else in `~/.cache`, and `model-signing/instances` in
    /// `$XDG_DATA_HOME`, or else in `~/.local/share`. On Apple's systems they are in `~/Library/Caches` and
    /// `~/Library/Application Support`.
    public static var ofCurrentUser: TrustFolders? {
        TrustFolders { getenv($0).map { String(cString: $0) } }
    }

    /// The same for any environment. Paths that are not absolute are passed over (XDG Base Directory 0.8).
    package init?(environment: (String) -> String?) {
        func folder(_ variable: String) -> String? { environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let home = folder("HOME")
        #if canImport(Darwin)
        let caches = home.map { $0 + "/Library/Caches" }
        let data = home.map { $0 + "/Library/Application Support" }
        #else
        let caches = folder("XDG_CACHE_HOME") ?? home.map { $0 + "/.cache" }
        let data = folder("XDG_DATA_HOME") ?? home.map { $0 + "/.local/share" }
        #endif
        guard let caches, let data else { return nil }
        self.init(cache: caches + "/model-signing/trust", instances: data + "/model-signing/instances")
    }

    /// The folder of what was downloaded from a repository.
    func cache(of repository: URL) -> String { "\(cache)/\(Self.name(of: repository))" }

    /// The folder of what somebody brought for a repository.
    func brought(for repository: URL) -> String { "\(instances)/\(Self.name(of: repository))" }

    private static let maximumNameByteCount = 200

    /// The address as one name of a folder: readable, and the digest of one that is too long for that.
    private static func name(of repository: URL) -> String {
        let address = repository.absoluteString
        let name = PercentEncoding.encode(address)
        guard name.utf8.count > maximumNameByteCount else { return name }
        return "sha256-" + Hexadecimal.encode(Array(SHA256.hash(data: Array(address.utf8))))
    }
}
