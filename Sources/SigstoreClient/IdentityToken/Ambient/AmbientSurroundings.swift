// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// What is around this process: variables, files, and programs that it may run.
public struct AmbientSurroundings: Sendable, CustomStringConvertible, CustomReflectable {
    /// How a program ended.
    public struct ProgramResult: Sendable, CustomStringConvertible, CustomReflectable {
        let status: Int32
        let output: [UInt8]

        /// - Parameters:
        ///   - status: Zero when all went well.
        ///   - output: What it wrote to its standard output, cut off at 64 KiB or later.
        public init(status: Int32, output: [UInt8]) { (self.status, self.output) = (status, output) }

        /// The status, without the output, which may be a token.
        public var description: String { "status \(status)" }
        /// Shows the status to `dump`, and no secret.
        public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
    }

    /// Runs a program of this name on the path, without a shell, to its end.
    ///
    /// Only the agents of Buildkite and CircleCI are run.
    public typealias ProgramRunner = @Sendable (_ name: String, _ arguments: [String]) async throws -> ProgramResult

    let environment: [String: String]
    private let readFile: @Sendable (String, Int) throws -> [UInt8]?
    private let runProgram: ProgramRunner?

    /// Takes variables from an environment, files from this machine.
    ///
    /// - Parameter runProgram: Runs programs; without it, jobs whose identity a program gives have none.
    public init(environment: [String: String], runProgram: ProgramRunner? = nil) {
        self.init(environment: environment, readFile: Self.file, runProgram: runProgram)
    }

    /// - Parameter readFile: Returns a file's content, of no more than so many bytes; nil when there is no such file.
    package init(
        environment: [String: String],
        readFile: @escaping @Sendable (String, Int) throws -> [UInt8]?,
        runProgram: ProgramRunner? = nil
    ) {
        (self.environment, self.readFile, self.runProgram) = (environment, readFile, runProgram)
    }

    /// Nothing of the environment, which holds secrets.
    public var description: String { "what is around this process" }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// A variable that is set, and not to nothing.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    func file(_ path: String, maximumByteCount: Int) throws -> [UInt8]? { try readFile(path, maximumByteCount) }

    /// Whether something is there, be it readable or not.
    func hasFile(_ path: String, maximumByteCount: Int) -> Bool {
        do {
            return try readFile(path, maximumByteCount) != nil
        } catch {
            return true
        }
    }

    /// - Returns: nil when no programs may be run.
    func run(_ name: String, _ arguments: [String]) async throws -> ProgramResult? {
        try await runProgram?(name, arguments)
    }

    @Sendable private static func file(_ path: String, maximumByteCount: Int) throws -> [UInt8]? {
        do throws(SystemFileError) {
            return try SmallFile.read(path, maximumByteCount: maximumByteCount)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}
