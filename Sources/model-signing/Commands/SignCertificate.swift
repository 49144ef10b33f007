// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import SigstoreBundle
import SigstoreVerification

struct SignCertificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Sign with a certificate and its private key.",
        discussion: """
            EXAMPLE
              model-signing sign certificate --private-key key.pem \\
                --signing-certificate cert.pem --certificate-chain intermediate.pem \\
                --signature model.sig MODEL
            """
    )

    @OptionGroup var key: PrivateKeyOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The certificate of the private key, in PEM.", valueName: "file")
    )
    var signingCertificate: String

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Certificates from the signing one's issuer up, which verifiers may lack, in PEM; repeatable.",
            valueName: "file"
        )
    )
    var certificateChain: [String] = []

    @OptionGroup var signing: SigningFlags

    func run() async throws {
        try await signing.sign(apartFrom: [key.privateKey, signingCertificate] + certificateChain) { sign in
            let certificates = try CertificateFile.read(signingCertificate)
            guard let certificate = certificates.first else {
                throw UsageError("'\(signingCertificate)' holds no certificate")
            }
            let chain = try certificates.dropFirst() + certificateChain.flatMap(CertificateFile.read)
            let signer = try CertificateSigner(
                try key.load(signing.output.logging),
                certificate: certificate,
                chain: Array(chain)
            )
            // What this certificate signed before may be compared with, though it may have expired by now.
            let anchors = try TrustAnchors([certificate])
            let verifier = BundleVerifier.certificate(anchors: anchors, time: .unsafeCertificateStart)
            return try await sign(SigningMethod(signer, verifier: verifier))
        }
    }
}
