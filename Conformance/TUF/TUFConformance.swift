// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ConformanceAdapter
import HTTPTransport
import HTTPTransportNIO
import SystemFiles
import TUF
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@main
enum Main {
    static func main() async { await Adapter.run(TUFConformance.self) }
}

/// The command line that the public TUF conformance suite drives: a thin adapter over the library.
///
/// Its options come before the subcommand, so they are the root command's, and the subcommand is an argument.
struct TUFConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tuf-conformance",
        abstract: "Adapter for the TUF conformance suite."
    )

    enum Action: String, ExpressibleByArgument {
        case initialize = "init"
        case refresh
        case download
    }

    @Option var metadataDir: String
    @Option var metadataUrl: String?
    @Option(name: .customLong("target-name"), parsing: .unconditionalSingleValue) var targetNames: [String] = []
    @Option var targetDir: String?
    @Option var targetBaseUrl: String?
    @Argument var action: Action
    @Argument var root: String?

    func run() async throws {
        let store = MetadataStore(folder: URL(filePath: metadataDir))
        switch action {
        case .initialize:
            guard let root else { throw ValidationError("the file of the first root is missing") }
            try await store.initialize(
                root: SmallFile.read(root, maximumByteCount: UpdaterLimits.default.maximumRootByteCount)
            )
        case .refresh: try await withUpdater(store) { try await $0.refresh() }
        case .download:
            guard let targetDir else { throw ValidationError("--target-dir is missing") }
            try await withUpdater(store) { updater in
                for name in targetNames { try await download(name, to: targetDir, updater) }
            }
        }
    }

    private func withUpdater(_ store: MetadataStore, _ body: (Updater) async throws -> Void) async throws {
        guard let metadataURL = metadataUrl.flatMap({ URL(string: $0) }) else {
            throw ValidationError("--metadata-url is missing")
        }
        try await NIOTransport.withTransport { transport in
            let updater = Updater(
                store: store,
                bootstrapRoot: nil,
                metadataURL: metadataURL,
                targetsURL: targetBaseUrl.flatMap { URL(string: $0) } ?? metadataURL,
                client: WebClient(transport),
                now: Date()
            )
            try await body(updater)
        }
    }

    private func download(_ name: String, to folder: String, _ updater: Updater) async throws {
        guard let file = try await updater.targetFile(name) else {
            throw TUFError(.unavailable, "the repository has no target '\(name)'")
        }
        let path = "\(folder)/\(PercentEncoding.encode(file.path))"
        if let cached = try? SmallFile.read(path, maximumByteCount: file.byteCount), (try? file.verify(cached)) != nil {
            return
        }
        try await SmallFile.replace(path, with: updater.download(file))
    }
}
