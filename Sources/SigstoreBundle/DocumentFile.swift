// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the files of JSON documents: signatures, trusted roots.
enum DocumentFile {
    /// Why a file was not read; each kind of document makes an error of its own from it.
    struct Failure: Error {
        enum Reason {
            case notFound
            case unreadable
            case tooLarge
        }

        let reason: Reason
        let message: String
    }

    /// Reads a file whole; one that is too large is refused before it is read.
    ///
    /// - Parameter kind: What the file should be, for messages: "signature file".
    static func read(_ file: URL, _ kind: String, maximumByteCount: Int) throws(Failure) -> (
        path: String, bytes: [UInt8]
    ) {
        guard file.isFileURL else {
            let message = "'\(file.absoluteString.excerpt())' is not the URL of a file"
            throw Failure(reason: .unreadable, message: message)
        }
        let path = file.path(percentEncoded: false)
        do {
            return (path, try SmallFile.read(path, maximumByteCount: maximumByteCount))
        } catch {
            switch error.reason {
            case .tooLarge: throw Failure(reason: .tooLarge, message: "this is not a \(kind): \(error)")
            case .notRegularFile: throw Failure(reason: .notFound, message: "there is no \(kind): \(error)")
            case _ where error.isMissing || error.isWrongKind:
                throw Failure(reason: .notFound, message: "there is no \(kind) at '\(path)'")
            default: throw Failure(reason: .unreadable, message: "the \(kind) cannot be read: \(error)")
            }
        }
    }
}
