// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreClient

struct TrustInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin to trust a private Sigstore instance.",
        discussion: """
            Whoever made the root file decides whom you trust: get it from the people who run the instance, by a way \
            that you trust, and not from the repository. The repository is asked once; if that goes well the root \
            is kept, and '--instance' with the same address is enough from then on.

            EXAMPLE
              model-signing trust init --url https://tuf.example.com --root root.json
              model-signing verify --instance https://tuf.example.com \\
                --identity me@example.com --identity-provider https://login.example.com \\
                --signature model.sig MODEL
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The address of the instance's TUF repository.", valueName: "url")
    )
    var url: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The TUF root metadata to begin with.", valueName: "file")
    )
    var root: String

    @OptionGroup var beginning: TrustBeginning

    func run() async throws {
        try await beginning.run(command: "trust-init", address: url, root: root)
    }
}

/// The same as `trust init`, as the Python tools spell it.
struct TrustInstance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust-instance",
        abstract: "The same as 'trust init', as the Python tools spell it.",
        discussion: """
            EXAMPLE
              model-signing trust-instance root.json --instance https://tuf.example.com
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The address of the instance's TUF repository.", valueName: "url")
    )
    var instance: String

    @Argument(help: ArgumentHelp("The TUF root metadata to begin with.", valueName: "root"))
    var root: String

    @OptionGroup var beginning: TrustBeginning

    func run() async throws {
        try await beginning.run(command: "trust-init", address: instance, root: root)
    }
}

/// What both spellings have in common.
struct TrustBeginning: ParsableArguments {
    @Flag(help: "Do not ask the repository whether it fits: keep the root all the same.")
    var offline = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var output: OutputOptions

    struct Result: Encodable {
        let instance: String
        /// nil when nothing was asked.
        let trust: TrustReport?
    }

    func run(command: String, address: String, root: String) async throws {
        try await Outcome(command: command, output: output).report {
            try await begin(address: address, root: root)
        } _: { result in
            let name = TerminalText.escaped(result.instance)
            return ["The root of '\(name)' is kept: use it with --instance \(name)"]
                + (result.trust.map(TrustText.lines) ?? [])
        }
    }

    private func begin(address: String, root: String) async throws -> Result {
        if address.isEmpty || root.isEmpty { throw UsageError("the address, or the path of the root, is empty") }
        let known = try InstanceOptions.known()
        let bytes = try InputFile.read(root, describedAs: "root")
        let instance = try known.newInstance(at: InstanceOptions.url(address), root: bytes)
        var report: TrustReport?
        if !offline {
            let source = TrustSource(instance, folders: .ofCurrentUser)
            let trust = try await network.withClient { try await source.refresh(with: $0) }
            report = TrustReport(trust, folder: source.cacheFolder)
        }
        try known.remember(instance)
        return Result(instance: instance.name, trust: report)
    }
}
