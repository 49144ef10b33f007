// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning
import SigstoreBundle
import SystemFiles

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

/// The file that a signature is to be written to, found usable before any work is done.
struct SignatureTarget {
    let url: URL

    /// What ends in this is a signature by convention (OMS v1.0 §9), and may be replaced whatever it holds.
    private static let fileNameExtension = ".sig"

    /// - Throws: ``UsageError`` when writing there would destroy something that is not a signature, or cannot succeed.
    ///
    /// - Parameters:
    ///   - inputs: What is signed and what it is signed with: never replaced, whatever it holds.
    ///   - option: What names the file, for messages.
    init(_ path: String, apartFrom inputs: [String], option: String = "--signature") throws {
        url = URL(argument: path)
        if path.hasSuffix("/") { throw UsageError("'\(path)' is a folder: name a file with \(option)") }
        for input in inputs where Self.isSameFile(path, input) {
            throw UsageError("the signature would replace '\(input)': name another file with \(option)")
        }
        let folder = url.deletingLastPathComponent().path(percentEncoded: false)
        guard access(folder, W_OK | X_OK) == 0 else {
            throw UsageError(
                errno == ENOENT
                    ? "the signature cannot be saved: there is no folder '\(folder)'"
                    : "the signature cannot be saved: the folder '\(folder)' cannot be written to",
                status: .signatureFailed
            )
        }
        try Self.requireReplaceable(path, option)
    }

    /// Whether both names lead to one file that is there, by links or not.
    private static func isSameFile(_ a: String, _ b: String) -> Bool {
        var first = stat()
        var second = stat()
        guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    private static func requireReplaceable(_ path: String, _ option: String) throws {
        let content: [UInt8]
        do {
            content = try SmallFile.read(path, maximumByteCount: SignatureBundle.maximumByteCount)
        } catch  where error.isMissing {
            return
        } catch  where error.isWrongKind || error.reason == .system(EISDIR) {
            throw UsageError("'\(path)' is not a file: name the file of the signature with \(option)")
        } catch {
            throw UsageError("'\(path)' is there and is not a signature: \(error)")
        }
        guard content.isEmpty || path.hasSuffix(fileNameExtension) || (try? SignatureBundle(parsing: content)) != nil
        else {
            throw UsageError(
                "'\(path)' is there and is not a signature: it is left as it is; remove it, or name another file "
                    + "with \(option)"
            )
        }
    }

    /// Where a draft of the signature may lie: outside the model, so that a killed run leaves nothing in it.
    func draftFolder(for model: URL) -> URL? {
        guard let location = try? ModelLocation(model), location.fileName == nil,
            IgnorePath.entry(at: url.path(percentEncoded: false), in: location) != nil
        else { return nil }
        return URL(filePath: location.root.path).deletingLastPathComponent()
    }
}
