// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which Sigstore instance is meant, by its TUF repository.
struct InstanceOptions: ParsableArguments {
    @Flag(help: "Trust Sigstore's staging instance instead of the public one: for trying things out only.")
    var useStaging = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Trust the Sigstore instance with this TUF repository, instead of the public one.",
            discussion: "'model-signing trust init' says once which root it begins with.",
            valueName: "url"
        )
    )
    var instance: String?

    func validate() throws {
        if instance?.isEmpty == true { throw ValidationError("the address that --instance gives is empty") }
        if useStaging, instance != nil { throw ValidationError("--use-staging and --instance exclude each other") }
    }

    /// The instance and its cache.
    func source(_ logging: LoggingOptions) throws -> TrustSource {
        if useStaging {
            logging.warn(
                "--use-staging: Sigstore's staging instance is for trying things out; do not rely on the result"
            )
        }
        return TrustSource(try named(), folders: .ofCurrentUser)
    }

    private func named() throws -> SigstoreInstance {
        guard let instance else { return useStaging ? .staging : .production }
        return try Self.known().instance(at: Self.url(instance))
    }

    /// Instances that were brought before, and the public ones.
    static func known() throws -> KnownInstances {
        guard let folders = TrustFolders.ofCurrentUser else {
            throw UsageError("an instance of one's own needs a folder for its root: set HOME or XDG_DATA_HOME")
        }
        return KnownInstances(folders)
    }

    static func url(_ text: String) throws -> URL {
        guard let url = URL(string: text) else { throw UsageError("'\(text)' is no address") }
        return url
    }
}
