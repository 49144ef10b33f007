// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import TUF
import TestServices
import TestSupport
import Testing

/// Repositories that python-tuf wrote, before our client.
@Suite(.serialized, .needsTUFPeer) struct TUFUpdaterPeerTests {
    private static let now = TestTUFRepository.now

    /// Reads everything that is said to be there, and looks for what is said to be absent.
    private func read(
        _ server: TestTUFServer,
        into store: MetadataStore,
        trusting root: [UInt8],
        _ content: TUFPeer.Repository.Content
    ) async throws {
        try await NIOTransport.withTransport { transport in
            let updater = Updater(
                store: store,
                bootstrapRoot: root,
                metadataURL: try #require(URL(string: server.url)),
                targetsURL: try #require(URL(string: server.url + "/targets")),
                client: WebClient(PatientTransport(transport), retries: .none),
                now: Self.now
            )
            try await updater.refresh()
            let state = try #require(await updater.state)
            #expect(state.root.version == content.versions["root"])
            #expect(state.timestamp.version == content.versions["timestamp"])
            #expect(state.snapshot.version == content.versions["snapshot"])
            #expect(state.targets.version == content.versions["targets"])
            for (path, text) in content.targets.sorted(by: { $0.key < $1.key }) {
                let file = try await updater.targetFile(path)
                #expect((file == nil) == (text == nil), "\(path)")
                guard let file, let text else { continue }
                let bytes = try await updater.download(file)
                #expect(bytes == Array(text.utf8), "\(path)")
                try store.storeTarget(bytes, of: file)
            }
        }
        let cached = try await CachedRepository.load(
            from: store,
            bootstrapRoot: root,
            expiry: .enforced(at: Self.now)
        )
        for (path, text) in content.targets {
            let file = try cached.targetFile(path)
            #expect((file == nil) == (text == nil), "\(path), offline")
            if let file, let text { #expect(try cached.targetBytes(of: file) == Array(text.utf8), "\(path), offline") }
        }
    }

    @Test(arguments: ["p256", "p384", "ed25519", "rsa"], [true, false])
    func `python-tuf's repository is read, before and after all of it has changed`(
        _ kind: String,
        _ consistent: Bool
    ) async throws {
        for hashes in kind == "p256" ? [false, true] : [consistent] {
            let repository = try TUFPeer.Repository(consistent: consistent, hashes: hashes, keys: kind)
            let folder = try TemporaryFolder()
            let store = MetadataStore(folder: folder.url.appending(path: "store"))
            let root = try #require(repository.first.files["1.root.json"])
            let server = try TestTUFServer(files: repository.first.files)
            #expect(repository.first.content.targets.count > 30)
            try await read(server, into: store, trusting: root, repository.first.content)
            server.serve(files: repository.later.files)
            try await read(server, into: store, trusting: root, repository.later.content)
            // And for a client that sees only the later one.
            let late = MetadataStore(folder: folder.url.appending(path: "late"))
            try await read(server, into: late, trusting: root, repository.later.content)
            // What was the whole repository once is refused now.
            server.serve(files: repository.first.files)
            let error = await #expect(throws: TUFError.self) {
                try await read(server, into: store, trusting: root, repository.first.content)
            }
            // Its timestamp has keys that the later root took away.
            #expect(error?.code == .notEnoughSignatures)
        }
    }
}
