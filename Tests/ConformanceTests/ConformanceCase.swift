// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestSupport
import Testing

/// One case of the public OMS conformance suite, as its `config.json` describes it.
struct ConformanceCase: Sendable {
    enum Method: String {
        case key, certificate, sigstore
    }

    /// What the case signs with: files under the suite's `assets`.
    struct Signing: Sendable {
        let privateKey: URL
        let certificate: URL?
        let chain: [URL]
    }

    /// What the case verifies with. The suite passes `ignoredPaths` to both sides.
    struct Verification: Sendable {
        let publicKey: URL?
        let identity: String?
        let identityProvider: String?
        let anchors: [URL]
        let ignoredPaths: [String]
        let ignoresUnsignedFiles: Bool
    }

    /// What happens to the copy of the model before it is used.
    struct Modifications: Sendable {
        let tamper: [String: String]
        let delete: [String]
        let inject: [String: String]
        let symbolicLinks: [String: String]
    }

    /// The case's folder below `test-cases`, as in `verify/positive/key-simple`.
    let path: String
    let method: Method
    /// The suite's own model, a folder or a file: not to be changed.
    let model: URL
    let expectsRefusal: Bool
    /// Whether the signature is written into the model's folder.
    let signatureIsInside: Bool
    let expectedFiles: [String]?
    let modifications: Modifications
    let signing: Signing?
    let verification: Verification

    /// The last component of the path.
    var name: String { String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]) }

    /// The bundle that a verification case comes with.
    var bundle: URL { Self.folder.appending(path: "test-cases/\(path)/bundle.sig") }
}

extension ConformanceCase {
    /// The suite's folder; only used where the data is there.
    static let folder =
        SharedVectors.url?.appending(path: "oms-conformance") ?? URL(filePath: "/nonexistent/oms-conformance")

    /// A file under the suite's `assets`.
    static func asset(_ path: String) -> URL { folder.appending(path: "assets/\(path)") }

    /// Every case below `kind` that needs no service, in the order of their paths.
    static func all(_ kind: String) throws -> [ConformanceCase] {
        guard SharedVectors.isPresent else { return [] }
        let root = folder.appending(path: "test-cases/\(kind)").path(percentEncoded: false)
        return try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
            .filter { $0.hasSuffix("/config.json") }
            .map { try ConformanceCase(path: "\(kind)/\($0.dropLast("/config.json".count))") }
            .filter { $0.method != .sigstore || kind == "verify" }
    }

    /// Reads a case. A field that is not known here fails the tests: it could change what the case means.
    init(path: String) throws {
        let folder = Self.folder.appending(path: "test-cases/\(path)")
        var fields = try JSONFields(
            JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: "config.json")))),
            path: ""
        )
        self.path = path
        _ = try fields.optionalString("description")
        _ = try fields.optionalBool("requires_ci")
        method = try #require(Method(rawValue: fields.string("method")))
        let base = try fields.optionalString("model_relative_to") == "test_dir" ? folder : Self.asset("")
        model = base.appending(path: try fields.string("model"))
        expectsRefusal = try fields.optionalString("expect") == "fail"
        signatureIsInside = try fields.optionalBool("sig_inside_model") ?? false
        expectedFiles = try fields.optionalArray("expected_signed_files")?.map(Self.string)
        modifications = try Modifications(fields.optionalObject("model_modifications"))
        signing = try method == .sigstore ? nil : fields.optionalObject("sign").map(Signing.init)
        verification = try Verification(fields.object("verify"))
        if method != .sigstore { try fields.finish() }
    }

    fileprivate static func string(_ value: JSONValue) throws -> String {
        guard case .string(let text) = value else { throw JSONError(.wrongType, "not a string") }
        return text
    }

    fileprivate static func texts(_ fields: inout JSONFields, _ name: String) throws -> [String: String] {
        guard case .object(let object) = fields.value(name) else { return [:] }
        return try Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, try string($0.value)) })
    }
}

extension ConformanceCase.Signing {
    fileprivate init(_ fields: consuming JSONFields) throws {
        privateKey = ConformanceCase.asset(try fields.string("private_key"))
        certificate = try fields.optionalString("signing_cert").map(ConformanceCase.asset)
        chain = try (fields.optionalArray("cert_chain") ?? [])
            .map { ConformanceCase.asset(try ConformanceCase.string($0)) }
        try fields.finish()
    }
}

extension ConformanceCase.Verification {
    fileprivate init(_ fields: consuming JSONFields) throws {
        publicKey = try fields.optionalString("public_key").map(ConformanceCase.asset)
        anchors = try (fields.optionalArray("cert_chain") ?? [])
            .map { ConformanceCase.asset(try ConformanceCase.string($0)) }
        ignoredPaths = try (fields.optionalArray("ignore_paths") ?? []).map(ConformanceCase.string)
        ignoresUnsignedFiles = try fields.optionalBool("ignore_unsigned_files") ?? false
        identity = try fields.optionalString("identity")
        identityProvider = try fields.optionalString("identity_provider")
        try fields.finish()
    }
}

extension ConformanceCase.Modifications {
    fileprivate init(_ fields: consuming JSONFields?) throws {
        guard var fields else {
            (tamper, delete, inject, symbolicLinks) = ([:], [], [:], [:])
            return
        }
        tamper = try ConformanceCase.texts(&fields, "tamper")
        delete = try (fields.optionalArray("delete") ?? []).map(ConformanceCase.string)
        inject = try ConformanceCase.texts(&fields, "inject")
        symbolicLinks = try ConformanceCase.texts(&fields, "symlinks")
        try fields.finish()
    }
}

extension ConformanceCase: CustomTestStringConvertible {
    var testDescription: String { path }
}

extension Trait where Self == ConditionTrait {
    /// Runs the tests only where the public suites' data is.
    static var needsSharedVectors: Self {
        .enabled(if: SharedVectors.isPresent, Comment(rawValue: SharedVectors.absence))
    }
}
