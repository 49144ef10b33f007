// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import SigstoreVerification

/// Verifies one bundle many times in one process, and prints what each took and how much memory there is.
///
/// Usage: bundle-verification BUNDLE ARTIFACT IDENTITY ISSUER [COUNT [TRUSTED_ROOT]]
@main
enum BundleVerification {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5, let count = Int(arguments.count > 5 ? arguments[5] : "1000"), count > 0 else {
            print("usage: bundle-verification BUNDLE ARTIFACT IDENTITY ISSUER [COUNT [TRUSTED_ROOT]]")
            exit(2)
        }
        let bundle = Array(try Data(contentsOf: URL(filePath: arguments[1])))
        let artifact = SignedArtifact(Array(try Data(contentsOf: URL(filePath: arguments[2]))))
        let verifier = BundleVerifier.sigstore(
            trustedRoot: arguments.count > 6
                ? try TrustedRoot(contentsOf: URL(filePath: arguments[6])) : try .production(),
            identity: SigstoreIdentity(arguments[3], issuer: arguments[4])
        )
        let clock = ContinuousClock()
        print("verified   each    resident")
        var done = 0
        for part in 1...10 {
            let end = count * part / 10
            guard end > done else { continue }
            let start = clock.now
            for _ in done..<end { _ = try await verifier.verify(SignatureBundle(parsing: bundle), of: artifact) }
            let each = (clock.now - start) / (end - done)
            done = end
            print("\(done)   \(each.formatted(.units(allowed: [.microseconds])))   \(residentKiB) KiB")
        }
    }

    /// The memory that the process occupies now (proc(5), `statm`); zero where there is none.
    private static var residentKiB: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
    }
}
