// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry that a client proposes to Rekor v2: `CreateEntryRequest` with a `hashedRekordRequestV002`.
struct TestRekorV2Request: Decodable {
    private let hashedRekordRequestV002: HashedRekord

    private struct HashedRekord: Decodable {
        struct Signature: Decodable {
            struct Verifier: Decodable {
                struct Bytes: Decodable { let rawBytes: Data }
                let publicKey: Bytes?
                let x509Certificate: Bytes?
                let keyDetails: String
            }
            let content: Data
            let verifier: Verifier
        }
        let digest: Data
        let signature: Signature
    }

    /// What is to be logged, once its signature is found good.
    func content() throws -> TestEntryContent {
        let (digest, signature) = (hashedRekordRequestV002.digest, hashedRekordRequestV002.signature)
        let verifier: TestEntryContent.Verifier
        switch (signature.verifier.x509Certificate, signature.verifier.publicKey) {
        case (let certificate?, nil): verifier = .certificate(Array(certificate.rawBytes))
        case (nil, let key?): verifier = .key(Array(key.rawBytes))
        default: throw TestServiceError("not one verifier")
        }
        // The names of those that hash first end in the size of that hash: …_SHA_256, …_SHA256.
        let details = signature.verifier.keyDetails
        guard let algorithm = TestDigest.allCases.first(where: { details.hasSuffix($0.rawValue.dropFirst(3)) }) else {
            throw TestServiceError("\(details) hashes nothing")
        }
        let content = TestEntryContent(
            digestAlgorithm: algorithm,
            digest: Array(digest),
            signature: Array(signature.content),
            verifier: verifier,
            keyDetails: details
        )
        try content.checkSignatureOverDigest()
        return content
    }
}
