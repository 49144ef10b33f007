// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What was signed, how and by whom, as a log learns of it.
struct TestEntryContent {
    /// The hash of the artifact or of the pre-authentication encoding.
    var digestAlgorithm: TestDigest
    var digest: [UInt8]
    var signature: [UInt8]
    var verifier: Verifier
    var keyDetails: String
    var envelope: TestEnvelope?
    /// The envelope as a client wrote it; as the bundle has it where it is `nil`.
    var envelopeJSON: [UInt8]?

    enum Verifier {
        case certificate([UInt8])
        case key([UInt8])

        var pem: [UInt8] {
            switch self {
            case .certificate(let der): Array(TestText.pem("CERTIFICATE", der).utf8)
            case .key(let der): Array(TestText.pem("PUBLIC KEY", der).utf8)
            }
        }
    }

    /// The body that Rekor writes, in the order of its types; canonical form comes later.
    func body(_ kind: TestEntry.Kind) throws -> TestJSON {
        let spec: TestJSON
        switch kind {
        case .hashedrekordV1: spec = hashedrekord
        case .hashedrekordV2: spec = ["hashedRekordV002": hashedrekordV2]
        case .dsseV1: spec = try dsse(of: try requireEnvelope())
        case .dsseV2: spec = ["dsseV002": try dsseV2(of: try requireEnvelope())]
        case .intotoV1: spec = ["content": try inToto(of: try requireEnvelope())]
        }
        let name = kind.rawValue.split(separator: " ")
        return ["apiVersion": .string(String(name[1])), "kind": .string(String(name[0])), "spec": spec]
    }

    private func requireEnvelope() throws -> TestEnvelope {
        guard let envelope else { throw TestServiceError("this kind of entry needs an envelope") }
        return envelope
    }

    private var hashedrekord: TestJSON {
        [
            "data": ["hash": Self.hash(digest, digestAlgorithm)],
            "signature": ["content": .bytes(signature), "publicKey": ["content": .bytes(verifier.pem)]],
        ]
    }

    private var hashedrekordV2: TestJSON {
        [
            "data": ["algorithm": .string(digestAlgorithm.label), "digest": .bytes(digest)],
            "signature": signatureV2(signature),
        ]
    }

    private func dsse(of envelope: TestEnvelope) throws -> TestJSON {
        [
            "envelopeHash": Self.hash(TestDigest.sha256.hash(envelopeJSON ?? envelope.json.written)),
            "payloadHash": Self.hash(TestDigest.sha256.hash(envelope.payload)),
            "signatures": .array(
                envelope.signatures.map { ["signature": .bytes($0.bytes), "verifier": .bytes(verifier.pem)] }
            ),
        ]
    }

    private func dsseV2(of envelope: TestEnvelope) throws -> TestJSON {
        [
            "payloadHash": [
                "algorithm": "SHA2_256", "digest": .bytes(TestDigest.sha256.hash(envelope.payload)),
            ],
            "signatures": .array(envelope.signatures.map { signatureV2($0.bytes) }),
        ]
    }

    /// Rekor encodes the envelope's base64 once more.
    private func inToto(of envelope: TestEnvelope) throws -> TestJSON {
        let signatures = envelope.signatures.map { signature in
            var result: TestJSON = [
                "publicKey": .bytes(verifier.pem), "sig": .bytes(Array(TestText.base64(signature.bytes).utf8)),
            ]
            if let keyID = signature.keyID, !keyID.isEmpty { result["keyid"] = .string(keyID) }
            return result
        }
        return [
            "envelope": ["payloadType": .string(envelope.payloadType), "signatures": .array(signatures)],
            "hash": Self.hash(TestDigest.sha256.hash(envelopeJSON ?? envelope.json.written)),
            "payloadHash": Self.hash(TestDigest.sha256.hash(envelope.payload)),
        ]
    }

    private func signatureV2(_ bytes: [UInt8]) -> TestJSON {
        let (name, der) =
            switch verifier {
            case .certificate(let der): ("x509Certificate", der)
            case .key(let der): ("publicKey", der)
            }
        let verifier: TestJSON = .object([
            .init("keyDetails", .string(keyDetails)), .init(name, ["rawBytes": .bytes(der)]),
        ])
        return ["content": .bytes(bytes), "verifier": verifier]
    }

    private static func hash(_ bytes: [UInt8], _ algorithm: TestDigest = .sha256) -> TestJSON {
        ["algorithm": .string(algorithm.rawValue), "value": .string(TestText.hex(bytes))]
    }
}
