// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import SigstoreBundle
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct VerifyCertificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Verify with the certificates of an authority you trust.",
        discussion: """
            No authority is trusted by default.

            EXAMPLE
              model-signing verify certificate --certificate-chain root.pem \\
                --signature model.sig MODEL
            """
    )

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Certificates that you trust, in PEM; repeatable.",
            discussion: "Each one is a trust anchor, be it a root, an intermediate or the signer's own certificate.",
            valueName: "file"
        )
    )
    var certificateChain: [String] = []

    @Flag(help: "Trust the system's web authorities, for code-signing certificates of --certificate-identity.")
    var systemRoots = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Accept only a certificate that names exactly this e-mail address, URI or DNS name.",
            valueName: "name"
        )
    )
    var certificateIdentity: String?

    @Flag(help: "Accept a certificate that has expired: the time of signing stays unknown.")
    var allowExpiredCertificate = false

    @Flag(help: "Print the SHA-256 fingerprints of the certificates trusted and presented.")
    var logFingerprints = false

    @OptionGroup var flags: VerificationFlags

    func validate() throws {
        guard systemRoots != !certificateChain.isEmpty else {
            throw ValidationError(
                systemRoots
                    ? "--system-roots and --certificate-chain exclude each other"
                    : "nothing is trusted: name your authority's certificate with --certificate-chain"
            )
        }
        guard !systemRoots || certificateIdentity != nil else {
            throw ValidationError(
                "--system-roots needs --certificate-identity: those authorities certify everybody"
            )
        }
    }

    func run() async throws {
        let time: CertificateTimePolicy = allowExpiredCertificate ? .unsafeCertificateStart : .currentTime
        try await flags.verify(inspecting: { bundle in
            if logFingerprints { log(bundle.unverifiedCertificates, "in the signature") }
        }) {
            if let certificateIdentity, systemRoots {
                return try .systemCertificate(subjectAlternativeName: certificateIdentity, time: time)
            }
            let anchors = try certificateChain.flatMap(CertificateFile.read)
            if logFingerprints { log(anchors, "trusted") }
            return .certificate(
                anchors: try TrustAnchors(anchors),
                identity: certificateIdentity.map { .subjectAlternativeName($0) } ?? .any,
                time: time
            )
        }
    }

    private func log(_ certificates: [X509Certificate], _ place: String) {
        for certificate in certificates {
            let text = "certificate \(place): SHA-256 \(certificate.sha256Fingerprint) \(certificate.subject)"
            Console.write(TerminalText.escaped(text) + "\n", to: .error)
        }
    }
}
