// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of one message of protocol buffers from its JSON, and rejects those nobody asked for.
///
/// A field goes by its JSON name (`logIndex`) or by the one in the .proto file (`log_index`); methods take the first.
/// Absent and `null` are the same: the zero value, or no message. Stricter than the mapping in two ways, for what is read
/// here is signed, or decides what is trusted: a field given by both names is an error, and so is a number in a string
/// that has another spelling than the shortest.
/// - SeeAlso: protobuf.dev, "ProtoJSON Format".
package struct ProtobufFields: Sendable {
    private var fields: JSONFields

    /// - Throws: `wrongType` when the value is not an object.
    package init(_ value: JSONValue, path: String) throws(JSONError) {
        fields = try JSONFields(value, path: path)
    }

    private init(_ value: JSONValue, array: String, index: Int) throws(JSONError) {
        fields = try JSONFields(value, array: array, index: index)
    }

    /// Where the message is; empty for the document itself.
    package var path: String { fields.path }

    /// The path of a field of this message.
    package func path(of name: String) -> String { fields.path(of: name) }

    /// Checks that every field was asked for.
    /// - Throws: `unknownField`.
    package func finish() throws(JSONError) { try fields.finish() }

    /// The field's value, or nil when it is absent or `null`.
    /// - Throws: `duplicateKey` when it is given by both names.
    package mutating func value(_ name: String) throws(JSONError) -> JSONValue? {
        let originalName = Self.originalName(name)
        let value = fields.value(name)
        let other = originalName == name ? nil : fields.value(originalName)
        if value != nil, other != nil {
            throw JSONError(.duplicateKey, "\(path(of: name)) is also given as \(originalName)")
        }
        let found = value ?? other
        return found == .null ? nil : found
    }

    /// The error for a field that must be given and is not, or has the zero value.
    package func missing(_ name: String) -> JSONError {
        JSONError(.missingField, "\(path(of: name)) is missing")
    }

    /// The field's name in the .proto file: `x509CertificateChain` is `x509_certificate_chain`.
    private static func originalName(_ name: String) -> String {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            guard case UInt8(ascii: "A")...UInt8(ascii: "Z") = byte else {
                bytes.append(byte)
                continue
            }
            bytes += [UInt8(ascii: "_"), byte | 0x20]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Messages and lists.
extension ProtobufFields {
    /// The message, or nil when it is not given.
    /// - Throws: `wrongType`, `duplicateKey`.
    package mutating func message(_ name: String) throws(JSONError) -> ProtobufFields? {
        guard let value = try value(name) else { return nil }
        return try ProtobufFields(value, path: path(of: name))
    }

    /// - Throws: `missingField`, `wrongType`, `duplicateKey`.
    package mutating func requiredMessage(_ name: String) throws(JSONError) -> ProtobufFields {
        guard let message = try message(name) else { throw missing(name) }
        return message
    }

    /// The elements of a `repeated` field.
    /// - Throws: `wrongType`, `duplicateKey`, `tooManyElements`.
    package mutating func array(_ name: String, maximumCount: Int) throws(JSONError) -> [JSONValue] {
        guard let value = try value(name) else { return [] }
        guard case .array(let elements) = value else {
            throw JSONFields.wrongType(value, at: path(of: name), expected: "an array")
        }
        guard elements.count <= maximumCount else {
            let message = "\(path(of: name)) has \(elements.count) elements, more than \(maximumCount)"
            throw JSONError(.tooManyElements, message)
        }
        return elements
    }

    /// The elements of a `repeated` field of messages.
    /// - Throws: `wrongType`, `duplicateKey`, `tooManyElements`.
    package mutating func messages(_ name: String, maximumCount: Int) throws(JSONError) -> [ProtobufFields] {
        let path = path(of: name)
        var messages: [ProtobufFields] = []
        for (index, element) in try array(name, maximumCount: maximumCount).enumerated() {
            messages.append(try ProtobufFields(element, array: path, index: index))
        }
        return messages
    }

    /// Checks that at most one of the fields of a `oneof` is given.
    /// - Throws: `conflictingFields`, `duplicateKey`.
    package mutating func requireAtMostOne(of names: [String]) throws(JSONError) {
        var given: [String] = []
        for name in names where try value(name) != nil { given.append(path(of: name)) }
        guard given.count <= 1 else {
            throw JSONError(.conflictingFields, "\(given.joined(separator: " and ")) exclude each other")
        }
    }
}
