// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import ContentHashing
import HTTPTransport
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreClient
import SigstoreVerification

/// The tool's exit statuses, and which error gives which.
enum ExitStatus: Int32 {
    case success = 0
    /// The signature or the trust in its signer failed, or signing did.
    case signatureFailed = 1
    case usage = 2
    /// The model, or the artifact, differs from what was signed, or changed while it was read.
    case modelDiffers = 3
    /// There is no signature file, or it is not one.
    case noSignature = 4
    /// A network service failed.
    case service = 5
    /// A fault of this tool.
    case internalFault = 70

    init(for error: any Error) {
        switch error {
        case let error as UsageError: self = error.status
        case let error as ModelSigningError: self.init(error.code)
        case let error as SignatureBundleError: self.init(error.code)
        case let error as BundleVerificationError: self.init(error.code)
        case is KeyError, is CertificateTrustError, is TrustedRootError: self = .usage
        case is CancellationError: self = .signatureFailed
        case let error as SigstoreClientError: self.init(error.code)
        case let error as TransportError: self.init(error.code)
        case let error as ContentHashingError: self = error.code == .unknownInstructions ? .usage : .signatureFailed
        default: self = .internalFault
        }
    }

    private init(_ code: ModelSigningError.Code) {
        switch code {
        case .noModel, .invalidIgnorePath, .invalidParameter: self = .usage
        case .differs, .changedWhileHashing, .signatureListed: self = .modelDiffers
        default: self = .signatureFailed
        }
    }

    private init(_ code: BundleVerificationError.Code) {
        switch code {
        case .artifactMismatch: self = .modelDiffers
        case .artifactUnavailable, .invalidPattern: self = .usage
        default: self = .signatureFailed
        }
    }

    private init(_ code: SigstoreClientError.Code) {
        switch code {
        case .refreshFailed, .unusableTrustedRoot, .providerFailed, .unusableProvider, .ambientIdentityFailed,
            .serviceUnreachable, .serviceFailed, .serviceRefused, .malformedAnswer:
            self = .service
        case .nothingCached, .unusableCache, .otherLogin, .loginRefused, .loginTimedOut, .untrustedCertificate,
            .untrustedTimestamp, .untrustedLogEntry, .clocksDisagree, .expiredCertificate, .malformedToken,
            .expiredToken,
            .earlyToken, .otherAudience, .unverifiedEmail:
            self = .signatureFailed
        default: self = .usage
        }
    }

    private init(_ code: TransportError.Code) {
        switch code {
        case .forbiddenURL, .unusableProxy, .unreadableAuthorities: self = .usage
        default: self = .service
        }
    }

    private init(_ code: SignatureBundleError.Code) {
        switch code {
        case .unwritable: self = .signatureFailed
        case .unusableSigner: self = .usage
        default: self = .noSignature
        }
    }
}
