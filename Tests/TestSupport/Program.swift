// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Runs a program to its end and keeps what it printed.
package struct Program: Sendable {
    package struct Result: Sendable {
        package let status: Int32
        /// Whether a signal ended it; `status` is the signal then.
        package let wasKilled: Bool
        package let output: String
        package let error: String
    }

    package let url: URL

    package init(_ url: URL) { self.url = url }

    /// A program of this package, built beside the tests.
    package static func built(_ name: String) -> Program {
        // `.build/debug/swift-model-signingPackageTests.xctest`, or inside a bundle of that name on Darwin.
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        for candidate in [Bundle.main.bundleURL, folder] + Bundle.allBundles.map(\.bundleURL) {
            folder = candidate
            for _ in 0..<5 {
                let program = folder.appending(path: name)
                if FileManager.default.isExecutableFile(atPath: program.path(percentEncoded: false)),
                    !program.hasDirectoryPath
                {
                    return Program(program)
                }
                folder = folder.deletingLastPathComponent()
            }
        }
        return Program(URL(filePath: name))
    }

    /// A program of the system, found on the path; `nil` where it is not.
    package static func installed(_ name: String) -> Program? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return Program(URL(filePath: candidate)) }
        }
        return nil
    }

    /// The Python with the peer implementations, as `Scripts/test` sets it up; `nil` where it is not.
    package static let pythonWithPeers: Program? =
        ProcessInfo.processInfo.environment["MODEL_SIGNING_PYTHON"].map { Program(URL(filePath: $0)) }

    /// Runs the program; standard input is empty, and so is its cache, which is gone afterwards.
    package func run(
        _ arguments: [String],
        in folder: URL? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        // Files rather than pipes: a program that prints much cannot block on a full pipe.
        let scratch = try TemporaryFolder()
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_CACHE_HOME": scratch.path("cache")]) { $1 }
            .merging(environment) { $1 }
        for name in ["out", "err"] { try scratch.write([name: ""]) }
        process.standardOutput = try FileHandle(forWritingTo: scratch.url.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: scratch.url.appending(path: "err"))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: scratch.url.appending(path: "out")), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: scratch.url.appending(path: "err")), as: UTF8.self)
        )
    }
}
