// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import TUF
import TestServices
import TestSupport
import Testing

/// A client with a store of its own, in front of a repository on the loopback interface.
struct Installation: Sendable {
    /// What an update brought.
    struct Outcome: Sendable {
        let state: RepositoryState
        /// The targets that were asked for; those that there are.
        let targets: [String: [UInt8]]
    }

    let server: TestTUFServer
    /// What the client trusts from the beginning; `nil` where it trusts its store.
    var root: [UInt8]?
    private let folder: TemporaryFolder

    /// - Parameter root: The repository's first one, unless it is another.
    init(_ repository: TestTUFRepository, trusting root: [UInt8]? = nil) throws {
        self.root = root ?? repository.root(1)
        server = try TestTUFServer(repository)
        folder = try TemporaryFolder()
    }

    var storeFolder: URL { folder.url.appending(path: "store", directoryHint: .isDirectory) }
    var store: MetadataStore { MetadataStore(folder: storeFolder) }

    /// Refreshes, and stores targets unless they are there already.
    func update(
        _ paths: [String] = [],
        at date: Date = TestTUFRepository.now,
        limits: UpdaterLimits = .default,
        patience: Duration = PatientTransport.patience
    ) async throws -> Outcome {
        try await NIOTransport.withTransport { transport in
            try await update(paths, at: date, limits: limits, over: PatientTransport(transport, patience: patience))
        }
    }

    /// The same over any transport, from any address.
    func update(
        _ paths: [String] = [],
        at date: Date = TestTUFRepository.now,
        limits: UpdaterLimits = .default,
        over transport: any Transport,
        from url: String? = nil
    ) async throws -> Outcome {
        let url = url ?? server.url
        let updater = Updater(
            store: store,
            bootstrapRoot: root,
            metadataURL: try #require(URL(string: url + "/")),
            targetsURL: try #require(URL(string: url + "/targets/")),
            client: WebClient(transport, retries: .none),
            now: date,
            limits: limits
        )
        try await updater.refresh()
        var targets: [String: [UInt8]] = [:]
        for path in paths {
            guard let file = try await updater.targetFile(path) else { continue }
            if let bytes = store.targetBytes(of: file) {
                targets[path] = bytes
            } else {
                let bytes = try await updater.download(file)
                try store.storeTarget(bytes, of: file)
                targets[path] = bytes
            }
        }
        return Outcome(state: try #require(await updater.state), targets: targets)
    }

    /// What the store has, without the network.
    func cached(_ paths: [String] = [], at date: Date = TestTUFRepository.now) async throws -> Outcome {
        let cached = try await CachedRepository.load(from: store, bootstrapRoot: root, expiry: .enforced(at: date))
        var targets: [String: [UInt8]] = [:]
        for path in paths {
            guard let file = try cached.targetFile(path) else { continue }
            targets[path] = try cached.targetBytes(of: file)
        }
        return Outcome(state: cached.state, targets: targets)
    }

    /// The store's files, by their paths in it.
    func storedFiles() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: storeFolder.path(percentEncoded: false)) {
            let url = storeFolder.appending(path: path)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[path] = Array(try Data(contentsOf: url))
        }
        return files
    }
}

extension Installation.Outcome {
    /// The versions of root, timestamp, snapshot and targets.
    var versions: [Int64] {
        [state.root.version, state.timestamp.version, state.snapshot.version, state.targets.version]
    }
}

extension TestTUFRepository {
    /// The versions of root, timestamp, snapshot and targets, as they were last published.
    var versions: [Int64] { ["root", "timestamp", "snapshot", "targets"].map { Int64(self[$0].version) } }
}

/// Expects an error of the library's, and what is underneath.
func expectError(
    _ code: TUFError.Code,
    cause: TransportError.Code? = nil,
    _ comment: @autoclosure () -> Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async {
    do {
        _ = try await body()
        Issue.record(comment() ?? "nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as TUFError {
        #expect(error.code == code, comment() ?? "\(error)", sourceLocation: sourceLocation)
        if let cause {
            #expect((error.cause as? TransportError)?.code == cause, "\(error)", sourceLocation: sourceLocation)
        }
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}
