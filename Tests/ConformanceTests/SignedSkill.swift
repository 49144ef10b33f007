// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import ModelSigning
import SigstoreVerification
import StrictJSON
import TestSupport
import Testing

/// One of NVIDIA's signed folders, and the verdict that `expected.json` gives.
struct SignedSkill: Sendable {
    enum Verdict: String {
        case pass, untrusted
    }

    /// The folder, from the data's own.
    let path: String
    let signaturePath: String
    /// The verdict when every file must be signed.
    let strict: Verdict
    /// The verdict when files that were not signed do not matter.
    let ignoringUnsignedFiles: Verdict

    var model: URL { Self.folder.appending(path: path) }
    var signature: URL { Self.folder.appending(path: signaturePath) }

    /// The name of the signature file in the folder.
    var signatureName: String { signature.lastPathComponent }
}

extension SignedSkill {
    /// The data's folder; only used where it is there.
    private static let folder =
        SharedVectors.url?.appending(path: "nvidia-skills") ?? URL(filePath: "/nonexistent/nvidia-skills")

    /// All of them.
    static func all() throws -> [SignedSkill] {
        guard SharedVectors.isPresent else { return [] }
        let bytes = Array(try Data(contentsOf: folder.appending(path: "expected.json")))
        guard case .array(let entries) = try JSONValue(parsing: bytes) else { return [] }
        return try entries.map { try SignedSkill(JSONFields($0, path: "")) }
    }

    /// One that passes.
    static func passing() throws -> SignedSkill { try #require(all().first { $0.strict == .pass }) }

    private init(_ fields: consuming JSONFields) throws {
        path = try fields.string("model")
        signaturePath = try fields.string("signature")
        strict = try #require(Verdict(rawValue: fields.string("strict")))
        ignoringUnsignedFiles = try #require(Verdict(rawValue: fields.string("ignoreUnsignedFiles")))
        try fields.finish()
    }

    /// A verifier that trusts NVIDIA's published authority.
    static func verifier(time: CertificateTimePolicy = .currentTime, at now: Date = suiteTime) throws -> ModelVerifier {
        let anchors = try TrustAnchors(X509Certificate.read(folder.appending(path: "nv-agent-root-cert.pem")))
        return ModelVerifier(.certificate(anchors: anchors, time: time, now: { now }))
    }
}

extension SignedSkill: CustomTestStringConvertible {
    var testDescription: String { path }
}

extension CheckOptions {
    init(_ unsignedFiles: UnsignedFiles) {
        self.init()
        self.unsignedFiles = unsignedFiles
    }
}
