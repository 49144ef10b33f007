// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings

/// Whether an authority made a timestamp, and if not, why.
///
/// `PKIStatusInfo ::= SEQUENCE { status INTEGER, statusString SEQUENCE OF UTF8String OPTIONAL, failInfo BIT STRING OPTIONAL }`
/// - SeeAlso: RFC 3161 §2.4.2. Nothing here is signed.
struct ResponseStatus {
    /// The most lines of explanation that are read.
    static let maximumTextCount = 16

    private let status: Int
    private let texts: [String]
    private let failures: [String]

    init(derEncoded node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            Self(
                status: try Int(derEncoded: &nodes),
                texts: try nodes.next(if: .sequence).map { try Self.texts($0) } ?? [],
                failures: try nodes.next(if: .bitString).map { try Self.failures(ASN1BitString(derEncoded: $0)) } ?? []
            )
        }
    }

    private init(status: Int, texts: [String], failures: [String]) {
        (self.status, self.texts, self.failures) = (status, texts, failures)
    }

    /// "When the status contains the value zero a TimeStampToken … is present. When … one … with modifications, is
    /// present"; with any other value it is not.
    /// - Throws: `rejected`, naming status, failures and text.
    func requireGranted() throws(TimestampError) {
        guard status != 0, status != 1 else {
            guard failures.isEmpty else {
                throw TimestampError(.malformed, "the response is granted and yet names a failure, \(reasons)")
            }
            return
        }
        let name = Self.names[status] ?? "status \(status)"
        throw TimestampError(
            .rejected,
            "the time-stamping authority made no timestamp: \(name)\(reasons.isEmpty ? "" : ", \(reasons)")"
        )
    }

    private var reasons: String {
        (failures + texts.map { "'\($0.excerpt())'" }).joined(separator: ", ")
    }

    private static func texts(_ node: ASN1Node) throws -> [String] {
        let texts = try DER.sequence(of: ASN1UTF8String.self, identifier: .sequence, rootNode: node)
        guard texts.count <= maximumTextCount else {
            throw TimestampError(.malformed, "the response's explanation has \(texts.count) texts")
        }
        return try texts.map { text in
            guard let text = String(validating: text.bytes, as: UTF8.self) else {
                throw TimestampError(.malformed, "the response's explanation is not UTF-8")
            }
            return text
        }
    }

    /// The names of the bits that are set, the first bit being the highest of the first byte.
    private static func failures(_ bits: ASN1BitString) -> [String] {
        bits.bytes.prefix(4).enumerated().flatMap { index, byte in
            (0..<8).filter { byte & 0x80 >> $0 != 0 }.map { bit in
                failureNames[index * 8 + bit] ?? "failure \(index * 8 + bit)"
            }
        }
    }

    private static let names = [
        2: "rejection", 3: "waiting", 4: "revocationWarning", 5: "revocationNotification",
    ]

    private static let failureNames = [
        0: "badAlg", 2: "badRequest", 5: "badDataFormat", 14: "timeNotAvailable", 15: "unacceptedPolicy",
        16: "unacceptedExtension", 17: "addInfoNotAvailable", 25: "systemFailure",
    ]
}
