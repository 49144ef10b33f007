// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import ModelSigning
import SigstoreBundle
import SigstoreVerification

/// Why something was refused: the module's error code, or what differs by name.
enum Refusal: Sendable, Equatable {
    /// The file is not a signature.
    case bundle(SignatureBundleError.Code)
    /// The signature is not accepted.
    case signature(BundleVerificationError.Code)
    /// `untrustedCertificate`, for the reason given.
    case trust(CertificateTrustError.Code)
    /// The manifest is not accepted, or the model cannot be signed.
    case model(ModelSigningError.Code)
    /// `differs`, and in nothing but these.
    case differs(
        changed: [String] = [],
        missing: [String] = [],
        unsigned: [String] = [],
        unsignable: [String: UnsignableEntry.Reason] = [:]
    )
    /// An error of some other kind: never what is expected.
    case other(String)

    init(_ error: any Error) {
        switch error {
        case let error as SignatureBundleError:
            self = .bundle(error.code)
        case let error as BundleVerificationError:
            if error.code == .untrustedCertificate, let cause = error.cause as? CertificateTrustError {
                self = .trust(cause.code)
            } else {
                self = .signature(error.code)
            }
        case let error as ModelSigningError:
            if error.code == .differs, let difference = error.difference {
                self = Refusal(difference)
            } else {
                self = .model(error.code)
            }
        default:
            self = .other("\(error)")
        }
    }

    private init(_ difference: ManifestDifference) {
        guard difference.unreadable.isEmpty, difference.changedWhileHashing.isEmpty else {
            self = .other(difference.summary)
            return
        }
        self = .differs(
            changed: difference.changed.map(\.name),
            missing: difference.missing.map(\.path),
            unsigned: difference.unsigned.map(\.path),
            unsignable: Dictionary(uniqueKeysWithValues: difference.unsignable.map { ($0.path, $0.reason) })
        )
    }

    /// The refusal of `body`; `nil` when it returns.
    static func of(_ body: () async throws -> some Any) async -> Refusal? {
        do {
            _ = try await body()
            return nil
        } catch {
            return Refusal(error)
        }
    }
}
