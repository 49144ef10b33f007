// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import SigstoreVerification

/// Verifies a download: `verify-download FILE BUNDLE IDENTITY PROVIDER [TRUST-CONFIGURATION]`.
///
/// The article "Verify what you download" quotes these files, and a test sees to it that it does.
@main
enum VerifyDownload {
    /// A file that is larger is not read as a whole.
    private static let largeByteCount = 16 << 20

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
        guard CommandLine.arguments.count >= 5 else {
            print("usage: verify-download FILE BUNDLE IDENTITY PROVIDER [TRUST-CONFIGURATION]")
            exit(2)
        }
        let (file, bundle) = (arguments[0], arguments[1])
        do {
            let publisher = SigstoreIdentity(CommandLine.arguments[3], issuer: CommandLine.arguments[4])
            let trustedRoot =
                try arguments.count > 4
                ? TrustConfiguration(contentsOf: arguments[4]).trustedRoot : TrustedRoot.production()
            let verifier = BundleVerifier.sigstore(trustedRoot: trustedRoot, identity: publisher)
            if try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 > largeByteCount {
                try await describe(verify(largeFile: file, signedBy: bundle, verifier))
            } else {
                let content = try await content(of: file, signedBy: bundle, verifier)
                print("\(content.count) bytes can be used")
            }
        } catch {
            print("refused: \(printable("\(error)"))", advice(about: error), separator: "\n")
            exit(1)
        }
    }
}

/// Reads a downloaded file, and gives its content only if it is what the publisher signed.
func content(of file: URL, signedBy bundleFile: URL, _ verifier: BundleVerifier) async throws -> Data {
    let bundle = try SignatureBundle(contentsOf: bundleFile)
    let content = try Data(contentsOf: file)
    let verified = try await verifier.verify(bundle, of: SignedArtifact(Array(content)))
    describe(verified)
    return content
}

/// Says what a verification established.
func describe(_ verified: VerifiedArtifact) {
    print("signed by", printable(verified.signer.name))
    if case .sigstore(let certificate) = verified.signer.trust {
        let repository = certificate.claims["sourceRepositoryURI"] ?? "an unknown place"
        print("known to", printable(certificate.issuer), "and built from", printable(repository))
    }
    if case .observed(let times) = verified.signer.time {
        for time in times { print("seen on", time.date.formatted(.iso8601), "by", printable(time.observer)) }
    }
    for entry in verified.logEntries { print("entry", entry.index, "of", printable(entry.log)) }
    print("not checked:", verified.unchecked.map(\.rawValue))
}

/// Text of others, which a terminal or a log might obey: control characters and the like become question marks.
func printable(_ text: String) -> String {
    let obeyed: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
    return text.unicodeScalars.map { obeyed.contains($0.properties.generalCategory) ? "?" : String($0) }.joined()
}
