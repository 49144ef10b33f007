// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ModelSigning

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

/// Which model, and which of its files.
struct ModelOptions: ParsableArguments {
    @Argument(help: "The model: a folder or a file.")
    var modelPath: String

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A file or folder to leave out; repeatable.",
            discussion: "An absolute path, or one relative to the working directory or to the model. Not a pattern.",
            valueName: "path"
        )
    )
    var ignorePaths: [String] = []

    @Flag(
        inversion: .prefixedNo,
        help: """
            Leave out .git, .github, .gitattributes and .gitignore at the top of the model. What a signature records as \
            left out stays left out when it is verified.
            """
    )
    var ignoreGitPaths = true

    /// An empty path would mean the working directory; an unset shell variable makes one.
    func validate() throws {
        if modelPath.isEmpty { throw ValidationError("the model's path is empty") }
    }

    var url: URL { URL(argument: modelPath) }

    /// The paths to ignore, from the model's root.
    func ignoredNames() throws -> [ResourceName] {
        guard !ignorePaths.isEmpty else { return [] }
        let location = try ModelLocation(url)
        guard let pointer = getcwd(nil, 0) else { throw UsageError("the working directory cannot be found") }
        defer { free(pointer) }
        let workingDirectory = String(cString: pointer)
        return try ignorePaths.map {
            try IgnorePath.resolve($0, in: location, workingDirectory: workingDirectory)
        }
    }
}
