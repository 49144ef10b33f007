// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import Synchronization

/// One way to sign a model, and what accepts an earlier signature that it made.
struct SigningMethod: Sendable {
    let signer: any BundleSigner
    /// For `--reuse`: what verifies an earlier signature. A key names itself; of a keyless one, the certificate in it says
    /// whose it is, for nothing but a comparison depends on that.
    let earlier: @Sendable (SignatureBundle) throws -> BundleVerifier
    /// What services witnessed, once it has signed; nil for methods without services.
    let witnessed: @Sendable () -> KeylessSignature?

    /// The option that names the instance of these services, if it is not the public one.
    let instance: String?

    init(_ signer: some BundleSigner, verifier: BundleVerifier) {
        (self.signer, earlier, witnessed, instance) = (signer, { _ in verifier }, { nil }, nil)
    }

    init(_ signer: KeylessSigner, instance: SigningInstance, named arguments: String?) {
        self.instance = arguments
        let recorder = SignatureRecorder(signer)
        self.signer = recorder
        earlier = { try instance.verifier(ofWhoeverSigned: $0) }
        witnessed = { recorder.signature.withLock { $0 } }
    }
}

/// Keeps what a keyless signer tells beside the bundle.
private final class SignatureRecorder: BundleSigner {
    private let signer: KeylessSigner
    let signature = Mutex<KeylessSignature?>(nil)

    init(_ signer: KeylessSigner) { self.signer = signer }

    func sign(_ payload: [UInt8], type: String) async throws -> SignatureBundle {
        let made = try await signer.signature(payload, type: type)
        signature.withLock { $0 = made }
        return made.bundle
    }
}
