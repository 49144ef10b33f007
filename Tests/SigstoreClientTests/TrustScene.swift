// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import SigstoreClient
import Synchronization
import TestServices
import TestSupport

/// A private instance's repository, this user's folders, and a clock that stands still until it is moved.
final class TrustScene: Sendable {
    let folder: TemporaryFolder
    let transport: RepositoryTransport
    let instance: SigstoreInstance
    /// As it was at first.
    let repository: TestTUFRepository
    private let time = Mutex(TestTUFRepository.now)

    init(_ repository: TestTUFRepository? = nil) throws {
        folder = try TemporaryFolder()
        let repository = try repository ?? TrustScene.repository()
        self.repository = repository
        transport = RepositoryTransport(repository)
        guard let url = URL(string: "https://tuf.example.com") else { throw UnusableAddress() }
        instance = .custom(at: url, root: repository.root(1))
    }

    struct UnusableAddress: Error {}

    static func repository() throws -> TestTUFRepository {
        let made = try TestSigstore().make()
        return try .sigstore(trustedRoot: made.trustedRoot().written, signingConfig: signingConfig.written)
    }

    private static let signingConfig: TestJSON = [
        "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json"
    ]

    var folders: TrustFolders {
        TrustFolders(cache: folder.path("cache/trust"), instances: folder.path("data/instances"))
    }

    var now: Date { time.withLock { $0 } }
    func move(by interval: TimeInterval) { time.withLock { $0 += interval } }

    var source: TrustSource { source(of: instance) }
    func source(of instance: SigstoreInstance) -> TrustSource {
        TrustSource(instance, folders: folders) { [self] in now }
    }

    var client: WebClient { WebClient(transport, retries: .none) }

    /// The paths of the files in the cache.
    func cachedFiles() throws -> [String] {
        guard let cache = source.cacheFolder else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: cache).filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(cache)/\(name)", isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }.sorted().map { "\(cache)/\($0)" }
    }
}

extension TimeInterval {
    static let hour: TimeInterval = 3_600
    static let day: TimeInterval = 24 * hour
}
