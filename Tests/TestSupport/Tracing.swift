// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// `strace`, which stops another program at its system calls.
package enum Tracing {
    package static let absence = "strace is not installed, or may not trace here: no run is killed at a system call"

    package static let isPossible: Bool = {
        guard let strace = Program.installed("strace") else { return false }
        let arguments = ["-f", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:signal=KILL", "echo"]
        return (try? strace.run(arguments))?.wasKilled == true
    }()
}
