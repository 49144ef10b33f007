// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension SignedCertificateTimestamp {
    /// The most that are read from one certificate. Fulcio's have one, those of the web two to five.
    package static let maximumCount = 32
    /// The last millisecond that a certificate's own dates can express: the end of the year 9999.
    static let maximumMilliseconds: UInt64 = 253_402_300_799_999
    /// `v1`, the only version that RFC 6962 defines.
    static let version: UInt64 = 0
    static let logIDByteCount = 32

    /// Reads a `SignedCertificateTimestampList`: at least one, every length exact, nothing after the end.
    ///
    /// `opaque SerializedSCT<1..2^16-1>; struct { SerializedSCT sct_list<1..2^16-1>; }`
    /// - Throws: `malformedSCT`, `tooManySCTs`.
    /// - SeeAlso: RFC 6962 §3.3.
    package static func parse(list bytes: [UInt8]) throws(CertificateTrustError) -> [SignedCertificateTimestamp] {
        var reader = TLSReader(bytes[...])
        guard let list = reader.vector(), reader.isAtEnd else {
            throw malformed("the list of \(bytes.count) bytes does not have the length that it states")
        }
        guard !list.isEmpty else { throw malformed("the list is empty") }
        var items = TLSReader(list)
        var timestamps: [SignedCertificateTimestamp] = []
        while !items.isAtEnd {
            guard timestamps.count < maximumCount else {
                throw CertificateTrustError(
                    .tooManySCTs,
                    "a certificate has more signed certificate timestamps than the limit of \(maximumCount)"
                )
            }
            guard let item = items.vector() else { throw malformed("one of them is cut short") }
            timestamps.append(try SignedCertificateTimestamp(item))
        }
        return timestamps
    }

    /// Reads one; whether its algorithm is known is for its verification to say.
    private init(_ bytes: ArraySlice<UInt8>) throws(CertificateTrustError) {
        var reader = TLSReader(bytes)
        guard let version = reader.integer(byteCount: 1), version == Self.version else {
            throw Self.malformed("one of them is not of version 1")
        }
        guard
            let logID = reader.bytes(count: Self.logIDByteCount),
            let milliseconds = reader.integer(byteCount: 8),
            let extensions = reader.vector(),
            let hash = reader.integer(byteCount: 1),
            let scheme = reader.integer(byteCount: 1),
            let signature = reader.vector(),
            reader.isAtEnd
        else { throw Self.malformed("one of them does not have the fields and lengths of version 1") }
        guard milliseconds <= Self.maximumMilliseconds else {
            throw Self.malformed("one of them is of a time after the year 9999")
        }
        self.init(
            logID: Array(logID),
            extensions: Array(extensions),
            algorithm: Algorithm(hash: UInt8(hash), signature: UInt8(scheme)),
            signature: Array(signature),
            milliseconds: milliseconds
        )
    }

    /// Takes the fields of a timestamp that stands beside its certificate, as a log answers (RFC 6962 §4.1).
    ///
    /// - Parameter signature: `digitally-signed`: two bytes that name the algorithm, and a vector.
    /// - Throws: `malformedSCT`.
    package init(
        version: Int64,
        logID: [UInt8],
        milliseconds: Int64,
        extensions: [UInt8],
        digitallySigned signature: [UInt8]
    ) throws(CertificateTrustError) {
        var reader = TLSReader(signature[...])
        guard version == Int64(Self.version), logID.count == Self.logIDByteCount, extensions.count <= Int(UInt16.max),
            let date = UInt64(exactly: milliseconds), date <= Self.maximumMilliseconds,
            let hash = reader.integer(byteCount: 1), let scheme = reader.integer(byteCount: 1),
            let bytes = reader.vector(), reader.isAtEnd
        else { throw Self.malformed("one of them does not have the fields and lengths of version 1") }
        self.init(
            logID: logID,
            extensions: extensions,
            algorithm: Algorithm(hash: UInt8(hash), signature: UInt8(scheme)),
            signature: Array(bytes),
            milliseconds: date
        )
    }

    private static func malformed(_ reason: String) -> CertificateTrustError {
        CertificateTrustError(
            .malformedSCT,
            "the signed certificate timestamps of a certificate cannot be read: \(reason) (RFC 6962 §3.3)"
        )
    }
}

/// Reads the presentation language of TLS (RFC 5246 §4) from front to back.
private struct TLSReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next bytes, or `nil` if there are not as many.
    mutating func bytes(count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// The next integer of at most eight bytes, the most significant first.
    mutating func integer(byteCount: Int) -> UInt64? {
        bytes(count: byteCount)?.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The next `opaque<0..2^16-1>`.
    mutating func vector() -> ArraySlice<UInt8>? {
        guard let count = integer(byteCount: 2) else { return nil }
        return bytes(count: Int(count))
    }
}
