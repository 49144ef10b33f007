// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See and refresh whom Sigstore instances trust.",
        discussion: """
            The keys of a Sigstore instance change. Its TUF repository says which are good today; what it said is kept \
            in a cache, and verified anew whenever it is used. 'verify' and 'verify-bundle' ask the repository when \
            that was last done a day ago, or when what it said has expired. Without a network they use the cache for as \
            long as it is valid (for the public instance, some days); after that they fail, unless --offline says \
            that old keys will do.

            EXAMPLE
              model-signing trust show
              model-signing trust update
              model-signing trust init --url https://tuf.example.com --root root.json
            """,
        subcommands: [TrustShow.self, TrustUpdate.self, TrustInit.self]
    )

    func run() throws {
        throw ValidationError("a command is missing: show, update or init")
    }
}
