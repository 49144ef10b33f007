// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A model that one implementation signs and the other verifies, in a folder with keys.
struct Exchange {
    /// What the signature is made and verified with.
    enum Method: String {
        case key, certificate

        fileprivate var signingFlags: [String] {
            switch self {
            case .key: ["--private_key", "signer.key"]
            case .certificate:
                ["--private_key", "signer.key", "--signing_certificate", "signer.pem"]
                    + ["--certificate_chain", "intermediate.pem"]
            }
        }

        fileprivate var verifyingFlags: [String] {
            switch self {
            case .key: ["--public_key", "signer.pub"]
            case .certificate: ["--certificate_chain", "root.pem"]
            }
        }
    }

    /// A small model with what often goes wrong: sub-folders whose names sort differently by bytes and by path
    /// components, spaces, letters outside ASCII, an empty file.
    static let sample = [
        "config.json": "{}\n", "a/b": "1", "a-b": "2", "weights/deep/er/part 1.bin": "0123456789",
        "empty.bin": "", "模型.bin": "3", ".hidden": "4",
    ]

    let signer: Implementation
    let method: Method
    let folder: TemporaryFolder

    /// Writes the model below `model/` and makes a key.
    init(
        signedBy signer: Implementation,
        method: Method = .key,
        _ files: [String: String] = Self.sample
    ) throws {
        (self.signer, self.method, folder) = (signer, method, try TemporaryFolder())
        for (name, content) in files { try folder.write(["model/\(name)": content]) }
        if method == .key { try OpenSSL(folder: folder).makeKey() }
    }

    /// Has the signer sign the model.
    func sign(_ flags: [String] = [], model: String = "model", signature: String = "model.sig") throws {
        let result = try signer.run(
            ["sign", method.rawValue] + method.signingFlags + flags + ["--signature", signature, model],
            in: folder.url
        )
        try #require(result.status == 0, "\(signer) did not sign: \(result.output)\(result.error)")
    }

    /// Has the other one verify it.
    func verify(
        _ flags: [String] = [],
        model: String = "model",
        signature: String = "model.sig"
    ) throws -> Program.Result {
        try signer.other.run(
            ["verify", method.rawValue] + method.verifyingFlags + flags + ["--signature", signature, model],
            in: folder.url
        )
    }

    /// Expects the other one to accept the model.
    func expectAccepted(
        _ flags: [String] = [],
        model: String = "model",
        signature: String = "model.sig",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try verify(flags, model: model, signature: signature)
        #expect(result.status == 0, "\(result.output)\(result.error)", sourceLocation: sourceLocation)
    }

    /// Expects the other one to find that the model is not what was signed, and to name the file.
    func expectRefused(
        naming file: String,
        _ flags: [String] = [],
        signature: String = "model.sig",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try verify(flags, signature: signature)
        let text = result.output + result.error
        #expect(result.status == signer.other.differenceStatus, "\(text)", sourceLocation: sourceLocation)
        #expect(text.contains(file), sourceLocation: sourceLocation)
    }
}
