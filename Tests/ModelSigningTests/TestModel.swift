// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestSupport

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whether the tests run with rights that no permission stops.
let isRoot = geteuid() == 0

/// A model in a folder `model` of a temporary folder, and a key to sign it with.
struct TestModel: Sendable {
    struct Failure: Error { let number: CInt }

    /// Holds the model, and what is outside of it.
    let scratch: TemporaryFolder
    let key = PrivateKey.generate(.ecdsaP256SHA256)
    var url: URL { scratch.url.appending(path: "model", directoryHint: .notDirectory) }

    init(_ files: [String: String] = [:]) throws {
        scratch = try TemporaryFolder()
        try makeFolder("")
        try write(files)
    }

    func url(_ name: String) -> URL { url.appending(path: name, directoryHint: .notDirectory) }
    func path(_ name: String) -> String { scratch.path("model") + "/" + name }

    // MARK: Making entries

    func write(_ files: [String: String]) throws {
        for (name, content) in files {
            let folder = url(name).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(content.utf8).write(to: url(name))
        }
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }

    func makeFIFO(_ name: String) throws {
        guard mkfifo(path(name), 0o600) == 0 else { throw Failure(number: errno) }
    }

    /// Creates a file of zeros that takes no room on the disk, or cuts one off.
    func makeSparseFile(_ name: String, byteCount: Int64) throws {
        if access(path(name), F_OK) != 0 { try write([name: ""]) }
        guard truncate(path(name), off_t(byteCount)) == 0 else { throw Failure(number: errno) }
    }

    #if os(Linux)
    func makeSocket(_ name: String) throws {
        guard mknod(path(name), S_IFSOCK | 0o600, 0) == 0 else { throw Failure(number: errno) }
    }
    #endif

    /// Creates an empty file whose name need not be UTF-8.
    func makeFile(named name: [UInt8]) throws {
        let path = (Array(path("").utf8) + name + [0]).map { CChar(bitPattern: $0) }
        let descriptor = creat(path, 0o600)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        close(descriptor)
    }

    // MARK: Signing and checking

    /// Hashes, signs, writes the bundle as text, reads it and verifies the signature.
    func signed(_ options: HashingOptions = HashingOptions(), excluding names: [String] = []) async throws
        -> VerifiedManifest
    {
        let bundle = try await ModelSigner(KeySigner(key))
            .sign(modelAt: url, excluding: names.map { url($0) }, options: options)
        return try await ModelVerifier(.key(key.publicKey)).verify(SignatureBundle(parsing: bundle.serialized))
    }

    /// How the model differs from what was signed; `nil` when it does not.
    func difference(
        from manifest: VerifiedManifest,
        excluding names: [String] = [],
        options: CheckOptions = CheckOptions()
    ) async throws -> ManifestDifference? {
        do {
            _ = try await manifest.check(url, excluding: names.map { url($0) }, options: options)
            return nil
        } catch let error as ModelSigningError where error.code == .differs {
            return error.difference
        }
    }
}

extension CheckOptions {
    /// The defaults, but for files that are not signed.
    static var ignoringUnsignedFiles: CheckOptions {
        var options = CheckOptions()
        options.unsignedFiles = .ignored
        return options
    }
}

extension HashingOptions {
    static func shards(of byteCount: Int64) -> HashingOptions {
        var options = HashingOptions()
        options.method = .shards(byteCount: byteCount)
        return options
    }

    static var withLinks: HashingOptions {
        var options = HashingOptions()
        options.symbolicLinks = .withinRoot
        return options
    }
}
