// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the JSON documents of sigstore_trustroot.proto have in common.
enum TrustDocument {
    static let maximumByteCount = 4 << 20
    /// The public root has about a hundred values.
    private static let maximumValueCount = 1 << 16

    /// Reads a document whole: `read` takes the fields it knows, and others are an error.
    static func parse<Value>(
        _ bytes: [UInt8],
        as kind: String,
        _ read: (inout ProtobufFields) throws -> Value
    ) throws(TrustedRootError) -> Value {
        guard bytes.count <= maximumByteCount else {
            let message = "the \(kind) is \(bytes.count) bytes long; at most \(maximumByteCount) are read"
            throw TrustedRootError(.tooLarge, message)
        }
        do {
            let limits = JSONLimits(maximumByteCount: maximumByteCount, maximumValueCount: maximumValueCount)
            var fields = try ProtobufFields(JSONValue(parsing: bytes, limits: limits), path: "")
            let value = try read(&fields)
            try fields.finish()
            return value
        } catch let error as TrustedRootError {
            throw error
        } catch {
            throw TrustedRootError(.malformed, "it is not a \(kind)", cause: error)
        }
    }

    /// Reads a file, and names it in the error for its content.
    static func read<Value>(
        _ file: URL,
        as kind: String,
        _ parse: ([UInt8]) throws(TrustedRootError) -> Value
    ) throws(TrustedRootError) -> Value {
        let (path, bytes): (String, [UInt8])
        do {
            (path, bytes) = try DocumentFile.read(file, kind, maximumByteCount: maximumByteCount)
        } catch {
            switch error.reason {
            case .notFound: throw TrustedRootError(.notFound, error.message)
            case .unreadable: throw TrustedRootError(.unreadable, error.message)
            case .tooLarge: throw TrustedRootError(.tooLarge, error.message)
            }
        }
        do {
            return try parse(bytes)
        } catch {
            throw TrustedRootError(error.code, "'\(path)' cannot be used", cause: error)
        }
    }

    /// Reads the media type and checks that it is one of `known`.
    static func requireMediaType(
        _ known: [String],
        in fields: inout ProtobufFields,
        of kind: String
    ) throws {
        let mediaType = try fields.string("mediaType")
        guard known.contains(where: mediaType.hasSameBytes(as:)) else {
            throw TrustedRootError(
                .wrongMediaType,
                "'\(mediaType.excerpt())' is not the media type of a \(kind); '\(known.last ?? "")' was expected"
            )
        }
    }
}
