// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreVerification
import TestServices
import Testing

/// What a log holds is about this bundle: its signature, its signer, its content (Sigstore client specification §4.4).
///
/// The log itself is right each time: it signed what stands here.
@Suite struct LogEntryTests {
    @Test(arguments: bindings)
    func `an entry is bound to signature, signer and content`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: digests)
    func `an entry's digest is made as the signer's key signs`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: forms)
    func `an entry has the form of its kind`(_ variation: Variation) async throws {
        try await variation.check()
    }

    /// A kind of entry, and where things are in its body.
    private struct Form: Sendable {
        let kind: TestEntry.Kind
        let log: TestEntry.Log
        let content: TestBundle.Content
        /// Where the digest, the signature and the signer are, below `spec`.
        let digest, signature, signer: [String]

        static let all = [
            Form(
                kind: .hashedrekordV1,
                log: .rekorV1,
                content: .message,
                digest: ["data", "hash", "value"],
                signature: ["signature", "content"],
                signer: ["signature", "publicKey", "content"]
            ),
            Form(
                kind: .dsseV1,
                log: .rekorV1,
                content: .envelope(),
                digest: ["payloadHash", "value"],
                signature: ["signatures", "0", "signature"],
                signer: ["signatures", "0", "verifier"]
            ),
            Form(
                kind: .intotoV1,
                log: .rekorV1,
                content: .envelope(),
                digest: ["content", "payloadHash", "value"],
                signature: ["content", "envelope", "signatures", "0", "sig"],
                signer: ["content", "envelope", "signatures", "0", "publicKey"]
            ),
            Form(
                kind: .hashedrekordV2,
                log: .rekorV2,
                content: .message,
                digest: ["hashedRekordV002", "data", "digest"],
                signature: ["hashedRekordV002", "signature", "content"],
                signer: ["hashedRekordV002", "signature", "verifier", "x509Certificate", "rawBytes"]
            ),
            Form(
                kind: .dsseV2,
                log: .rekorV2,
                content: .envelope(),
                digest: ["dsseV002", "payloadHash", "digest"],
                signature: ["dsseV002", "signatures", "0", "content"],
                signer: ["dsseV002", "signatures", "0", "verifier", "x509Certificate", "rawBytes"]
            ),
        ]
    }

    private static let otherDigest = TestDigest.sha256.hash(Array("something else".utf8))
    private static let otherSignature: [UInt8] = [0x30, 6, 2, 1, 1, 2, 1, 1]

    private static func bad(
        _ name: String,
        _ code: BundleVerificationError.Code,
        _ form: Form,
        at path: [String],
        _ value: TestJSON?
    ) -> Variation {
        .bad("\(name), \(form.kind.rawValue)", code, in: form.log, form.content) {
            $0.entry.kind = form.kind
            $0.entry.body = { $0.set(["spec"] + path, value) }
        }
    }

    private static let bindings: [Variation] = Form.all.flatMap { form -> [Variation] in
        let isRekorV2 = form.log == .rekorV2
        let otherHash: TestJSON = isRekorV2 ? .bytes(otherDigest) : .string(TestText.hex(otherDigest))
        let otherSigner: @Sendable (inout Scene) throws -> Void = {
            $0.entry.kind = form.kind
            var leaf = TestLeaf()
            leaf.serialNumber = [1, 2, 3]
            $0.loggedCertificate = try $0.services.make().certify($0.key, leaf)
        }
        var result = [
            bad("another digest", .logEntryMismatch, form, at: form.digest, otherHash),
            bad("no digest", .malformedLogEntry, form, at: form.digest, nil),
            bad("no signature", .malformedLogEntry, form, at: form.signature, nil),
            bad("no signer", .malformedLogEntry, form, at: form.signer, nil),
            bad(
                "a signer that cannot be read",
                isRekorV2 ? .logEntryMismatch : .malformedLogEntry,
                form,
                at: form.signer,
                "MAA="
            ),
            bad("a number for a signature", .malformedLogEntry, form, at: form.signature, .number("1")),
            bad("a signature that is not base64", .malformedLogEntry, form, at: form.signature, "&"),
            bad("a digest that is too short", .malformedLogEntry, form, at: form.digest, isRekorV2 ? "AAEC" : "000102"),
            .bad(
                "another certificate of the same key, \(form.kind.rawValue)",
                .logEntryMismatch,
                in: form.log,
                form.content,
                change: otherSigner
            ),
            // It verifies as well as the bundle's own.
            .bad(
                "the other signature of the same key, \(form.kind.rawValue)",
                .logEntryMismatch,
                in: form.log,
                form.content
            ) {
                $0.entry.kind = form.kind
                $0.entry.body = {
                    try $0.negateSignature(at: ["spec"] + form.signature, isTwice: form.kind == .intotoV1)
                }
            },
        ]
        let signature: TestJSON =
            form.kind == .intotoV1
            ? .bytes(Array(TestText.base64(otherSignature).utf8)) : .bytes(otherSignature)
        result.append(bad("another signature", .logEntryMismatch, form, at: form.signature, signature))
        if form.content != .message {
            let path = Array(form.signature.prefix { $0 != "0" })
            result.append(bad("no signatures", .malformedLogEntry, form, at: path, []))
            result.append(
                .bad("two signatures, \(form.kind.rawValue)", .malformedLogEntry, in: form.log, form.content) {
                    $0.entry.kind = form.kind
                    $0.entry.body = { body in
                        let signatures = body.value(at: ["spec"] + path)
                        body.set(["spec"] + path + ["1"], signatures?[0])
                    }
                }
            )
        }
        return result
    }

    private static let digests: [Variation] = [
        .bad("SHA-384 of a P-256 key", .logEntryMismatch) { $0.signature.labelledDigest = .sha384 },
        .bad("SHA-384 of a P-256 key, Rekor v2", .logEntryMismatch, in: .rekorV2) {
            $0.signature.labelledDigest = .sha384
        },
        .bad("SHA-256 of a P-384 key", .logEntryMismatch) {
            $0.key = TestKey(.p384, named: "signer")
            $0.signature.digest = .sha256
        },
        .bad("SHA-256 of a P-384 key, Rekor v2", .logEntryMismatch, in: .rekorV2) {
            $0.key = TestKey(.p384, named: "signer")
            $0.signature.digest = .sha256
            $0.keyDetails = "PKIX_ECDSA_P384_SHA_256"
        },
        .bad("SHA-384 with the name of SHA-256", .logEntryMismatch, in: .rekorV2) {
            $0.key = TestKey(.p384, named: "signer")
            $0.keyDetails = "PKIX_ECDSA_P384_SHA_256"
        },
        .bad("a name that is not the digest's", .malformedLogEntry) {
            $0.entry.body = { $0.set(["spec", "data", "hash", "algorithm"], "sha384") }
        },
        .bad("a name that is not the digest's, Rekor v2", .malformedLogEntry, in: .rekorV2) {
            $0.entry.body = { $0.set(["spec", "hashedRekordV002", "data", "algorithm"], "SHA2_512") }
        },
        .bad("a hash that is not supported", .unsupportedAlgorithm) {
            $0.entry.body = { $0.set(["spec", "data", "hash", "algorithm"], "sha1") }
        },
        .bad("a hash that is not supported, Rekor v2", .unsupportedAlgorithm, in: .rekorV2) {
            $0.entry.body = { $0.set(["spec", "hashedRekordV002", "data", "algorithm"], "SHA3_256") }
        },
        .bad("the name of another key", .logEntryMismatch, in: .rekorV2) { $0.keyDetails = "PKIX_ECDSA_P384_SHA_384" },
        .bad("the name of a larger key", .logEntryMismatch, in: .rekorV2) {
            $0.key = .rsa
            $0.keyDetails = "PKIX_RSA_PKCS1V15_4096_SHA256"
        },
        .bad("the name of another padding", .logEntryMismatch, in: .rekorV2) {
            $0.key = .rsa
            $0.keyDetails = "PKIX_RSA_PSS_2048_SHA256"
        },
        .bad("the name of no key", .unsupportedAlgorithm, in: .rekorV2) { $0.keyDetails = "PKIX_NOTHING" },
        .bad("Ed25519ph by name", .unsupportedAlgorithm, in: .rekorV2) {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.keyDetails = "PKIX_ED25519_PH"
        },
        .bad("Ed25519ph by its hash", .unsupportedAlgorithm) {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.signature.labelledDigest = .sha512
        },
        .bad("Ed25519ph of an envelope by its hash", .unsupportedAlgorithm, in: .rekorV1, .envelope()) {
            $0.entry.kind = .hashedrekordV1
            $0.key = TestKey(.ed25519, named: "signer")
            $0.signature.labelledDigest = .sha512
        },
    ]

    private static let forms: [Variation] = [
        .bad("no JSON", .malformedLogEntry) { $0.entry.bodyBytes = { $0.removeLast() } },
        .bad("two values", .malformedLogEntry) { $0.entry.bodyBytes = { $0 += Array("{}".utf8) } },
        .bad("a name twice", .malformedLogEntry) { $0.entry.body = { $0.add("kind", "hashedrekord") } },
        .bad("a name twice, below", .malformedLogEntry) {
            $0.entry.body = { body in
                var data = body["spec"]?["data"]?["hash"] ?? [:]
                data.add("value", .string(TestText.hex(otherDigest)))
                body.set(["spec", "data", "hash"], data)
            }
        },
        .bad("another kind", .logEntryMismatch) { $0.entry.body = { $0["kind"] = "dsse" } },
        .bad("another version", .logEntryMismatch) { $0.entry.body = { $0["apiVersion"] = "0.0.2" } },
        .bad("another version in the bundle", .logEntryMismatch, in: .rekorV1, .envelope()) {
            $0.entry.made = { ($0.kind, $0.version) = ("intoto", "0.0.2") }
        },
        .bad("no kind", .malformedLogEntry) { $0.entry.body = { $0["kind"] = nil } },
        .bad("no content", .malformedLogEntry) { $0.entry.body = { $0["spec"] = nil } },
        .bad("the content of another kind", .malformedLogEntry, in: .rekorV2, .envelope()) {
            $0.entry.body = { $0["kind"] = "dsse" }
            $0.entry.made = { $0.kind = "dsse" }
        },
        .bad("an envelope's kind for an artifact", .logEntryMismatch) {
            $0.entry.body = { body in
                let data = body["spec"]?["data"]?["hash"] ?? [:]
                let signature = body["spec"]?["signature"]?["content"] ?? ""
                let verifier = body["spec"]?["signature"]?["publicKey"]?["content"] ?? ""
                body["kind"] = "dsse"
                body["spec"] = [
                    "payloadHash": data, "signatures": [["signature": signature, "verifier": verifier]],
                ]
            }
            $0.entry.made = { $0.kind = "dsse" }
        },
        .bad("a certificate and a key", .malformedLogEntry, in: .rekorV2) {
            $0.entry.body = {
                let path = ["spec", "hashedRekordV002", "signature", "verifier", "publicKey"]
                $0.set(path, ["rawBytes": .bytes(try TestKey(.p256, named: "signer").subjectPublicKeyInfo())])
            }
        },
        .bad("two certificates", .malformedLogEntry) {
            $0.entry.body = { body in
                let path = ["spec", "signature", "publicKey", "content"]
                guard case .string(let text)? = body.value(at: path) else { return }
                body.set(path, .string(text + text))
            }
        },
        .bad("a bare key instead of the certificate", .logEntryMismatch) {
            let pem = try $0.key.publicKeyPEM()
            $0.entry.body = { $0.set(["spec", "signature", "publicKey", "content"], .bytes(Array(pem.utf8))) }
        },
        .bad("another payload type", .logEntryMismatch, in: .rekorV1, .envelope()) {
            $0.entry.kind = .intotoV1
            $0.entry.body = { $0.set(["spec", "content", "envelope", "payloadType"], "application/json") }
        },
        .bad("a signature that is encoded once", .malformedLogEntry, in: .rekorV1, .envelope()) {
            $0.entry.kind = .intotoV1
            $0.entry.body = { $0.set(["spec", "content", "envelope", "signatures", "0", "sig"], .bytes([1, 2, 3])) }
        },
        .good("a field that is not needed") { $0.entry.body = { $0.add("more", [:]) } },
    ]
}

extension TestJSON {
    /// Puts (r, n - s) in the place of (r, s); for signatures that are encoded once or twice.
    mutating func negateSignature(at path: [String], isTwice: Bool) throws {
        guard case .string(let text)? = value(at: path), var bytes = Data(base64Encoded: text) else { return }
        if isTwice { bytes = Data(base64Encoded: bytes) ?? Data() }
        let negated = try TestKey.negated(Array(bytes))
        set(path, .bytes(isTwice ? Array(TestText.base64(negated).utf8) : negated))
    }

    /// The value at a path of names and indices.
    func value(at path: [String]) -> TestJSON? {
        path.reduce(self) { value, name in Int(name).map { value?[$0] } ?? value?[name] }
    }

    /// Sets the value at a path of names and indices.
    mutating func set(_ path: [String], _ value: TestJSON?) {
        guard let name = path.first else { return }
        let rest = Array(path.dropFirst())
        var child = Int(name).map { self[$0] } ?? self[name]
        if rest.isEmpty { child = value } else { child?.set(rest, value) }
        if let index = Int(name) { self[index] = child } else { self[name] = child }
    }
}
