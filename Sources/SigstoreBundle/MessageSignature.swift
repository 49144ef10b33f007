// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

/// A signature over a file itself, without an envelope (sigstore_common.proto).
package struct MessageSignature: Sendable, Equatable {
    /// The hash of `digest`; nil when the bundle gives none.
    package let digestAlgorithm: HashAlgorithmName?
    /// The file's digest as the signer wrote it down, to recognise the file by; empty when the bundle gives none.
    ///
    /// The signature must never be checked against it instead of the file's own.
    package let digest: [UInt8]
    /// Never empty.
    package let signature: [UInt8]

    package init(digestAlgorithm: HashAlgorithmName?, digest: [UInt8], signature: [UInt8]) {
        (self.digestAlgorithm, self.digest, self.signature) = (digestAlgorithm, digest, signature)
    }

    init(_ fields: consuming ProtobufFields) throws(JSONError) {
        var algorithm = HashAlgorithmName.unspecified
        var digest: [UInt8] = []
        if var output = try fields.message("messageDigest") {
            algorithm = try output.enumeration("algorithm")
            digest = try output.bytes("digest")
            try output.finish()
        }
        let signature = try fields.requiredBytes("signature")
        try fields.finish()
        self.init(digestAlgorithm: algorithm == .unspecified ? nil : algorithm, digest: digest, signature: signature)
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = []
        if digestAlgorithm != nil || !digest.isEmpty {
            var output: [(String, JSONValue)] = []
            if let digestAlgorithm { output.append(("algorithm", .string(digestAlgorithm.protobufName))) }
            if !digest.isEmpty { output.append(("digest", .string(Base64.encode(digest)))) }
            members.append(("messageDigest", .object(JSONObject(output))))
        }
        members.append(("signature", .string(Base64.encode(signature))))
        return .object(JSONObject(members))
    }
}
