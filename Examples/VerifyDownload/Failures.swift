// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreVerification

/// What to do about a failure. Whatever it is, the file is not used.
func advice(about error: any Error) -> String {
    switch error {
    case is TrustedRootError:
        return "The file that says whom to trust cannot be used. Nothing is known about the download."
    case is SignatureBundleError:
        return "There is no bundle, or it is not one. Get it again from where the publisher offers it."
    case let error as BundleVerificationError:
        return advice(about: error.code)
    default:
        return "The file could not be read. Nothing is known about it."
    }
}

private func advice(about code: BundleVerificationError.Code) -> String {
    switch code {
    case .artifactMismatch:
        "The bundle is about another file. Download both again; if that does not help, ask the publisher."
    case .wrongIdentity, .wrongIssuer, .wrongClaim:
        "Somebody else signed it. Do not ask the user whether that will do: find out from the publisher."
    case .untrustedLog, .untrustedCertificate, .untrustedTimestamp, .outsideLogValidity, .outsideAuthorityValidity,
        .missingCertificateTimestamp:
        "An instance signed it that is not trusted here, or one with newer keys. Update the trusted root, and try again."
    case .wrongMethod, .wrongContent, .unsupportedAlgorithm, .artifactUnavailable:
        "It was signed in another way than this app expects. See the message."
    default:
        "The evidence is missing, contradicts itself or is forged. Keep both files, and report it to the publisher."
    }
}
