// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension IdentityToken {
    /// The environment variable that Sigstore's clients take a token from.
    public static let environmentVariable = "SIGSTORE_ID_TOKEN"

    /// Reads the token in an environment; nil when there is none.
    ///
    /// - Throws: As ``init(parsing:audience:now:)``.
    public init?(
        environment: [String: String],
        audience: String = "sigstore",
        now: Date
    ) throws(SigstoreClientError) {
        guard let text = environment[Self.environmentVariable], !text.isEmpty else { return nil }
        try self.init(parsing: Self.trimmed(Array(text.utf8)), audience: audience, now: now)
    }

    /// Reads the token in a file, behind which there may be spaces and line ends.
    ///
    /// - Throws: `unreadableToken`, and as ``init(parsing:audience:now:)``.
    public init(
        contentsOf file: URL,
        audience: String = "sigstore",
        now: Date
    ) throws(SigstoreClientError) {
        let bytes: [UInt8]
        do throws(SystemFileError) {
            let path = file.path(percentEncoded: false)
            bytes = try SmallFile.read(path, .regularOrPipe, maximumByteCount: IdentityClaims.maximumByteCount)
        } catch {
            throw SigstoreClientError(.unreadableToken, "the identity token cannot be read", cause: error)
        }
        try self.init(parsing: Self.trimmed(bytes), audience: audience, now: now)
    }

    /// The text without white space around it.
    package static func trimmed(_ bytes: [UInt8]) -> String {
        func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end].drop(while: isSpace), as: UTF8.self)
    }
}
