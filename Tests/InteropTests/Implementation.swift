// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A program that signs and verifies: this package's tool, or PyPI's model-signing 1.1.1.
///
/// Both take the same flags, underscores included.
enum Implementation: CaseIterable {
    case ours, python

    var other: Implementation { self == .ours ? .python : .ours }

    /// The exit status for a model that is not what was signed.
    var differenceStatus: Int32 { self == .ours ? 3 : 1 }

    func run(_ arguments: [String], in folder: URL) throws -> Program.Result {
        switch self {
        case .ours: try Program.built("model-signing").run(arguments, in: folder)
        case .python: try Peer.run(["-m", "model_signing"] + arguments, in: folder)
        }
    }
}

/// The peer's Python, and the scripts that use its library.
enum Peer {
    /// A script beside these tests.
    static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peer/\(name)").path(percentEncoded: false)
    }

    static func run(_ arguments: [String], in folder: URL) throws -> Program.Result {
        // Nothing of a tracer that happens to be installed: it would look for a collector on the network.
        try #require(Program.pythonWithPeers).run(arguments, in: folder, environment: ["OTEL_TRACES_EXPORTER": "none"])
    }

    /// Whether the peer's Python can import a module.
    static func has(_ module: String) -> Bool {
        guard let python = Program.pythonWithPeers else { return false }
        return (try? python.run(["-c", "import \(module)"]).status) == 0
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs the tests only where keys can be made.
    static var needsOpenSSL: Self { .enabled(if: Program.installed("openssl") != nil, "openssl is not installed") }

    /// Runs the tests only where the Python implementation is.
    static var needsPeer: Self {
        .enabled(
            if: Program.pythonWithPeers != nil,
            "MODEL_SIGNING_PYTHON does not name a Python with model-signing 1.1.1: run Scripts/test"
        )
    }

    /// Runs the tests only where the peer's Python has the modules that validate JSON schemas.
    static var needsSchemaValidator: Self {
        .enabled("jsonschema is not installed: run Scripts/test") { Peer.has("jsonschema, referencing") }
    }
}
