// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry that a client proposes to Rekor v2: `CreateEntryRequest` with a `hashedRekordRequestV002`.
struct TestRekorV2Request: Decodable {
    private let hashedRekordRequestV002: HashedRekord?

    /// Reads protobuf JSON, whose names may have underscores, and which has no others.
    init(parsing bytes: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let names = try decoder.decode(TestJSONNames.self, from: Data(bytes)).names
        if let other = names.subtracting(Self.names).min() {
            throw TestServiceError("proto: (line 1:1): unknown field \"\(other)\"")
        }
        self = try decoder.decode(Self.self, from: Data(bytes))
    }

    private static let names: Set = [
        "hashedRekordRequestV002", "dsseRequestV002", "digest", "signature", "content", "verifier", "publicKey",
        "x509Certificate", "rawBytes", "keyDetails", "envelope", "verifiers", "payload", "payloadType", "signatures",
        "sig", "keyid",
    ]

    /// Whether this is the only kind of entry that there still is: envelopes are hashedrekords too by now.
    var isHashedRekord: Bool { hashedRekordRequestV002 != nil }

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
        guard let request = hashedRekordRequestV002 else { throw TestServiceError("not a hashedrekord") }
        let (digest, signature) = (request.digest, request.signature)
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
        // Ed25519 hashes nothing first, and RSA keys are taken with SHA-256 alone.
        guard try verifier.key().algorithm.digest?.byteCount == algorithm.hash([]).count else {
            throw TestServiceError("\(details) is not what the key is for")
        }
        try content.checkSignatureOverDigest()
        return content
    }
}

/// The names of all members of a JSON value, at any depth.
private struct TestJSONNames: Decodable {
    var names: Set<String> = []

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            for name in object.allKeys {
                names.insert(name.stringValue)
                names.formUnion(try object.decode(Self.self, forKey: name).names)
            }
        } else if var array = try? decoder.unkeyedContainer() {
            while !array.isAtEnd { names.formUnion(try array.decode(Self.self).names) }
        }
    }
}
