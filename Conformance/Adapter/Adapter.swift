// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import SystemFiles

/// What the adapters to the public suites' command lines have in common.
package enum Adapter {
    /// Runs a command; what it says of a failure is quoted, since bundles, models and repositories bring text of their own.
    package static func run(_ root: (some ParsableCommand).Type) async {
        do {
            var command = try root.parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch  where root.exitCode(for: error) != .failure {
            root.exit(withError: error)
        } catch {
            _ = writeWhole(Array(("error: " + String(reflecting: "\(error)") + "\n").utf8), to: 2)
            root.exit(withError: ExitCode.failure)
        }
    }
}
