// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import SystemFiles
import TinyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show signing, verifying and refusing on a model.",
        discussion: """
            Signs the model with a throw-away key, verifies it, changes one byte in a copy, and shows that the copy is \
            refused. The model itself is only read; TMPDIR needs space for the copy. Without a model, a small one that comes with the tool is used.

            EXAMPLE
              model-signing demo MODEL
            """
    )

    @Argument(help: "The model: a folder or a file.")
    var modelPath: String?

    func validate() throws {
        if modelPath?.isEmpty == true { throw ValidationError("the model's path is empty") }
    }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "model-signing-demo-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await demonstrate(in: folder)
        } catch {
            let failure = error is CocoaError ? Self.cannotCopy(to: folder, error) : error
            FailureText.write(failure)
            throw ReportedFailure(status: ExitStatus(for: failure))
        }
    }

    private static func cannotCopy(to folder: URL, _ error: any Error) -> UsageError {
        UsageError(
            "a copy of the model cannot be made in '\(folder.deletingLastPathComponent().path(percentEncoded: false))': "
                + "name a folder with enough space in TMPDIR (\((error as? CocoaError)?.code.rawValue ?? 0))",
            status: .signatureFailed
        )
    }

    private func demonstrate(in folder: URL) async throws {
        let model = try modelPath.map { URL(argument: $0) } ?? Self.writeTinyModel(to: folder)
        let signature = folder.appending(path: "model.sig")
        let key = PrivateKey.generate(.ecdsaP256SHA256)
        say("1. A new key: \(key.publicKey.keyID)")

        let hashed = try await ModelHasher().hash(modelAt: model)
        try await ModelSigner(KeySigner(key)).sign(hashed.manifest).write(to: signature)
        say(
            "2. Signed '\(model.path(percentEncoded: false))': \(ByteCount.files(hashed.fileCount)), \(ByteCount.text(hashed.byteCount))"
        )
        for resource in hashed.manifest.resources.prefix(FailureText.maximumListedCount) {
            say("     \(resource.digest.hex.prefix(16))…  \(resource.identifier)")
        }

        let verifier = ModelVerifier(.key(key.publicKey))
        let verified = try await verifier.verify(modelAt: model, signatureAt: signature)
        say("3. Verified: all \(verified.fileCount) files are what was signed.")

        let copy = folder.appending(path: "copy").appending(path: hashed.manifest.modelName)
        try Self.copy(model, to: copy, hashed.manifest)
        let victim = try Self.changeOneByte(in: copy, hashed.manifest)
        say("4. Changed one byte of '\(victim)' in a copy.")
        try await requireRefusal(of: copy, victim: victim, verifier, signature)
        say("   Refused, as it should be.")
    }

    private func requireRefusal(
        of copy: URL,
        victim: ResourceName,
        _ verifier: ModelVerifier,
        _ signature: URL
    ) async throws {
        do {
            _ = try await verifier.verify(modelAt: copy, signatureAt: signature)
        } catch let error as ModelSigningError {
            guard let difference = error.difference, difference.changed.map(\.name) == [victim.path] else {
                throw error
            }
            FailureText.lines(for: error).forEach { Console.write("     " + $0 + "\n", to: .output) }
            return
        }
        throw UsageError("the changed copy was accepted: please report this", status: .internalFault)
    }

    private func say(_ line: String) { Console.write(TerminalText.escaped(line) + "\n", to: .output) }

    private static func writeTinyModel(to folder: URL) throws -> URL {
        let model = folder.appending(path: "tiny-model")
        for file in TinyModel.files {
            let url = model.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.content).write(to: url)
        }
        return model
    }

    /// Copies the files that were signed, and nothing else.
    private static func copy(_ model: URL, to copy: URL, _ manifest: Manifest) throws {
        let isFolder = try ModelLocation(model).fileName == nil
        for name in manifest.fileNames {
            let target = isFolder ? copy.appending(path: name.path) : copy
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: isFolder ? model.appending(path: name.path) : model, to: target)
            // Models in caches are often read-only; the copy is to be changed and removed.
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: target.path(percentEncoded: false)
            )
        }
    }

    /// Changes the middle byte of the smallest file that has one.
    private static func changeOneByte(in copy: URL, _ manifest: Manifest) throws -> ResourceName {
        let location = try ModelLocation(copy)
        let sizes = try manifest.fileNames.map { name in
            (name: name, byteCount: try location.root.openFile(name.path).state(path: name.path).byteCount)
        }
        guard let victim = sizes.filter({ $0.byteCount > 0 }).min(by: { $0.byteCount < $1.byteCount }) else {
            throw UsageError("the model has no file with content to change")
        }
        let path = "\(location.root.path)/\(victim.name.path)"
        let file = OpenFile(descriptor: open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW))
        var byte: UInt8 = 0
        let middle = off_t(victim.byteCount / 2)
        guard pread(file.descriptor, &byte, 1, middle) == 1 else { throw Self.cannotChange(path) }
        byte ^= 1
        guard pwrite(file.descriptor, &byte, 1, middle) == 1 else { throw Self.cannotChange(path) }
        return victim.name
    }

    private static func cannotChange(_ path: String) -> UsageError {
        UsageError("\(SystemFileError(errno, doing: "change", path: path))", status: .signatureFailed)
    }
}
