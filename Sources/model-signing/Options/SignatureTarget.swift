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

    /// - Throws: ``UsageError`` when writing there would destroy something that is not a signature, or cannot succeed.
    init(_ path: String) throws {
        url = URL(argument: path)
        let folder = url.deletingLastPathComponent().path(percentEncoded: false)
        guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
            throw UsageError(
                "the signature cannot be saved in '\(folder)': \(SystemFileError(errno, doing: "write to", path: folder))",
                status: .signatureFailed
            )
        }
        do {
            guard try !SmallFile.read(path, maximumByteCount: SignatureBundle.maximumByteCount).isEmpty else { return }
            _ = try SignatureBundle(contentsOf: url)
        } catch let error as SystemFileError where error.isMissing {
            return
        } catch {
            throw UsageError(
                "'\(path)' is there and is not a signature: it is left as it is; remove it, or name another file "
                    + "with --signature"
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
