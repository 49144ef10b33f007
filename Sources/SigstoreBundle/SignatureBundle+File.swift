// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension SignatureBundle {
    /// Reads a signature file; one that is too large is refused before it is read.
    ///
    /// - Throws: ``SignatureBundleError`` with `notFound`, `unreadable`, `tooLarge`, `malformed` or `wrongMediaType`.
    public init(contentsOf file: URL) throws(SignatureBundleError) {
        let (path, bytes): (String, [UInt8])
        do {
            (path, bytes) = try DocumentFile.read(file, "signature file", maximumByteCount: Self.maximumByteCount)
        } catch {
            switch error.reason {
            case .notFound: throw SignatureBundleError(.notFound, error.message)
            case .unreadable: throw SignatureBundleError(.unreadable, error.message)
            case .tooLarge: throw SignatureBundleError(.tooLarge, error.message)
            }
        }
        do {
            try self.init(parsing: bytes)
        } catch {
            throw SignatureBundleError(error.code, "'\(path)' is not a signature", cause: error.cause ?? error)
        }
    }

    /// Writes the bundle to `file` in one step: a crash leaves the old file or the new one, never part of one.
    ///
    /// - Parameter draftFolder: A folder on the same file system where a draft may lie for a moment, so that a killed
    ///   process leaves nothing beside `file`: for a signature inside a model, a folder outside it.
    /// - Throws: ``SignatureBundleError`` with `unwritable`; what was at `file` is there still.
    public func write(to file: URL, draftFolder: URL? = nil) throws(SignatureBundleError) {
        do {
            try SmallFile.replace(
                file.path(percentEncoded: false),
                with: serialized,
                draftFolder: draftFolder?.path(percentEncoded: false)
            )
        } catch {
            throw SignatureBundleError(.unwritable, "the signature was not saved: \(error)")
        }
    }
}
