// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import SignatureKeys
import TextEncodings

/// A log's promise to include an entry, with the time of that promise: the SET of Rekor v1.
///
/// The log signs four members of the entry as JSON in the canonical form of RFC 8785.
public enum SignedEntryTimestamp {
    /// The bytes that the log signs: `{"body":"<base64>","integratedTime":N,"logID":"<hex>","logIndex":N}`.
    ///
    /// - Parameters:
    ///   - body: the entry's canonicalized body.
    ///   - integratedTime: seconds since 1970.
    ///   - logID: SHA-256 of the log's key, 32 bytes.
    ///   - logIndex: the index of the entry among all of the log's trees.
    package static func signedBytes(
        body: [UInt8],
        integratedTime: Int64,
        logID: [UInt8],
        logIndex: Int64
    ) -> [UInt8] {
        // Neither alphabet has a character that JSON escapes.
        Array(
            #"{"body":"\#(Base64.encode(body))","integratedTime":\#(integratedTime),"#.utf8
        ) + Array(#""logID":"\#(Hexadecimal.encode(logID))","logIndex":\#(logIndex)}"#.utf8)
    }

    /// Makes sure that a log promised to include an entry, and when.
    ///
    /// - Parameters:
    ///   - signature: the promise, in the form that the key's algorithm has.
    ///   - body: the entry's canonicalized body.
    ///   - integratedTime: seconds since 1970.
    ///   - logID: SHA-256 of the log's key, 32 bytes.
    ///   - logIndex: the index of the entry among all of the log's trees.
    /// - Throws: ``TransparencyLogError`` with code `invalidSignature`.
    public static func verify(
        _ signature: [UInt8],
        body: [UInt8],
        integratedTime: Int64,
        logID: [UInt8],
        logIndex: Int64,
        by key: PublicKey
    ) throws(TransparencyLogError) {
        let message = signedBytes(body: body, integratedTime: integratedTime, logID: logID, logIndex: logIndex)
        try verify(signature, over: message, logIndex: logIndex, by: key, hashedWith: nil)
    }

    /// The same for bytes that are made already, and a key that may hash with another hash than its own.
    ///
    /// - Throws: ``TransparencyLogError`` with code `invalidSignature`.
    package static func verify(
        _ signature: [UInt8],
        over message: [UInt8],
        logIndex: Int64,
        by key: PublicKey,
        hashedWith digest: DigestChoice?
    ) throws(TransparencyLogError) {
        let isValid =
            digest.map { key.isValidSignature(signature, for: message, hashedWith: $0) }
            ?? key.isValidSignature(signature, for: message)
        guard isValid else {
            throw TransparencyLogError(
                .invalidSignature,
                "the promise to include entry \(logIndex) was not made by the key \(key.keyID) of the log"
            )
        }
    }
}
