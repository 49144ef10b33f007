// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an authority signs: `TSTInfo` of RFC 3161 §2.4.2, in DER.
///
/// ```
/// TSTInfo ::= SEQUENCE  { version INTEGER { v1(1) }, policy TSAPolicyId, messageImprint MessageImprint,
///     serialNumber INTEGER, genTime GeneralizedTime, accuracy Accuracy OPTIONAL, ordering BOOLEAN DEFAULT FALSE,
///     nonce INTEGER OPTIONAL, tsa [0] GeneralName OPTIONAL, extensions [1] IMPLICIT Extensions OPTIONAL }
/// ```
struct TimestampInfo: Sendable {
    /// The longest serial number or nonce; RFC 3161 asks for 160 bits.
    static let maximumIntegerByteCount = 64
    /// The most extensions; none is in use.
    static let maximumExtensionCount = 16

    let policy: ASN1ObjectIdentifier
    let messageImprint: MessageImprint
    let serialNumber: IntegerBytes
    let date: Date
    let accuracy: Duration?
    let isOrdered: Bool
    let nonce: IntegerBytes?
    /// The `GeneralName` in `tsa`, encoded.
    let authorityName: [UInt8]?

    /// - Throws: `malformed`, `tooLarge`, `unsupportedAlgorithm`, `unsupportedExtension`.
    init(der: [UInt8]) throws(TimestampError) {
        self = try TimestampError.reading("the content of a timestamp, a TSTInfo") {
            try DER.sequence(DER.parse(der), identifier: .sequence) { try Self(&$0) }
        }
    }

    private init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        let version = try Int(derEncoded: &nodes)
        guard version == 1 else {
            throw TimestampError(.malformed, "the timestamp's content has version \(version), and only 1 exists")
        }
        policy = try ASN1ObjectIdentifier(derEncoded: &nodes)
        messageImprint = try MessageImprint(derEncoded: nodes.required("the message imprint"))
        serialNumber = try Self.bounded(IntegerBytes(derEncoded: &nodes), "serial number")
        date = try GenerationTime(derEncoded: nodes.required("the time")).date
        accuracy = try nodes.next(if: .sequence).map { try Self.accuracy($0) }
        isOrdered = try DER.decodeDefault(&nodes, defaultValue: false)
        nonce = try nodes.next(if: .integer).map { try Self.bounded(IntegerBytes(derEncoded: $0), "nonce") }
        authorityName = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
            Array($0.encodedBytes)
        }
        if let extensions = nodes.next(if: .context(1)) { try Self.checkExtensions(extensions) }
    }

    private static func bounded(_ number: IntegerBytes, _ name: String) throws(TimestampError) -> IntegerBytes {
        guard number.bytes.count <= maximumIntegerByteCount else {
            throw TimestampError(
                .tooLarge,
                "the timestamp's \(name) of \(number.bytes.count) bytes exceeds the limit of \(maximumIntegerByteCount)"
            )
        }
        return number
    }

    /// `Accuracy ::= SEQUENCE { seconds INTEGER OPTIONAL, millis [0] INTEGER (1..999) OPTIONAL, micros [1] … OPTIONAL }`
    ///
    /// "If either seconds, millis or micros is missing, then a value of zero MUST be taken for the missing field."
    private static func accuracy(_ node: ASN1Node) throws -> Duration {
        try DER.sequence(node, identifier: .sequence) { nodes in
            let seconds = try nodes.next(if: .integer).map { try Int32(derEncoded: $0) } ?? 0
            guard seconds >= 0 else { throw TimestampError(.malformed, "the timestamp's accuracy is negative") }
            var parts: [Int64] = []
            for tag in [ASN1Identifier.context(0), .context(1)] {
                guard let part = nodes.next(if: tag) else {
                    parts.append(0)
                    continue
                }
                let number = try Int64(derEncoded: part, withIdentifier: tag)
                guard (1...999).contains(number) else {
                    throw TimestampError(
                        .malformed,
                        "the timestamp's accuracy has a part of \(number), outside 1 to 999 (RFC 3161 §2.4.2)"
                    )
                }
                parts.append(number)
            }
            return .seconds(Int64(seconds)) + .milliseconds(parts[0]) + .microseconds(parts[1])
        }
    }

    /// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`
    private static func checkExtensions(_ node: ASN1Node) throws {
        guard case .constructed(let extensions) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        var count = 0
        for element in extensions {
            count += 1
            let (identifier, isCritical) = try DER.sequence(element, identifier: .sequence) { nodes in
                let identifier = try ASN1ObjectIdentifier(derEncoded: &nodes)
                let isCritical = try DER.decodeDefault(&nodes, defaultValue: false)
                _ = try ASN1OctetString(derEncoded: &nodes)
                return (identifier, isCritical)
            }
            guard !isCritical else {
                throw TimestampError(
                    .unsupportedExtension,
                    """
                    the timestamp has the critical extension \(identifier.dotted), which this version does not know \
                    and must not ignore
                    """
                )
            }
        }
        // RFC 5280 §4.1: Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension
        guard (1...maximumExtensionCount).contains(count) else {
            throw TimestampError(
                .malformed,
                "the timestamp has \(count) extensions, and there may be 1 to \(maximumExtensionCount)"
            )
        }
    }
}

extension ASN1NodeCollection.Iterator {
    /// The next field.
    /// - Throws: `malformed` if there is none.
    mutating func required(_ name: String) throws(TimestampError) -> ASN1Node {
        guard let node = next() else { throw TimestampError(.malformed, "\(name) is missing in the timestamp") }
        return node
    }

    /// The next field, if it has this identifier; otherwise it stays the next.
    mutating func next(if identifier: ASN1Identifier) -> ASN1Node? {
        var copy = self
        guard let node = copy.next(), node.identifier == identifier else { return nil }
        self = copy
        return node
    }
}
