// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

extension InTotoStatement {
    /// Reads the payload of an envelope whose type is `payloadType`.
    ///
    /// As the framework requires of consumers, unknown fields are ignored; duplicate ones are not.
    /// - Parameter versions: Which versions to read.
    /// - Throws: `malformedStatement`, `wrongStatementType`.
    package init(
        parsing bytes: [UInt8],
        versions: Set<Version> = [.v1],
        limits: JSONLimits = .default
    ) throws(AttestationError) {
        let type: String
        do {
            var fields = try JSONFields(JSONValue(parsing: bytes, limits: limits), path: "")
            type = try fields.string("_type")
            if let version = versions.first(where: { $0.type.hasSameBytes(as: type) }) {
                self = try Self(&fields, version)
                return
            }
        } catch {
            throw AttestationError(.malformedStatement, "the payload is not an in-toto statement", cause: error)
        }
        throw AttestationError(.wrongStatementType, "the statement's type is '\(type.excerpt())'")
    }

    private init(_ fields: inout JSONFields, _ version: Version) throws(JSONError) {
        let elements = try fields.array("subject")
        guard !elements.isEmpty else { throw JSONError(.invalidValue, "subject is empty") }
        var subjects: [Subject] = []
        subjects.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            subjects.append(try Subject(json: element, path: "subject[\(index)]"))
        }
        let predicateType = try fields.string("predicateType")
        guard !predicateType.isEmpty else { throw JSONError(.invalidValue, "predicateType is empty") }
        // Read as an object for the check of its type alone.
        let predicate = try fields.optionalObject("predicate") == nil ? nil : fields.value("predicate")
        self.init(version: version, subjects: subjects, predicateType: predicateType, predicate: predicate)
    }

    /// The statement as compact JSON: `_type`, `subject`, `predicateType` and `predicate`, in this order.
    /// - Precondition: No subject names a digest algorithm twice.
    package func serialized() -> [UInt8] {
        var members: [(String, JSONValue)] = [
            ("_type", .string(version.type)),
            ("subject", .array(subjects.map(\.json))),
            ("predicateType", .string(predicateType)),
        ]
        if let predicate { members.append(("predicate", predicate)) }
        return JSONValue.object(JSONObject(members)).serialized()
    }
}

extension InTotoStatement.Subject {
    fileprivate init(json: JSONValue, path: String) throws(JSONError) {
        var fields = try JSONFields(json, path: path)
        let name = try fields.optionalString("name") ?? ""
        let value = try fields.required("digest")
        let digestPath = fields.path(of: "digest")
        guard case .object(let object) = value else {
            throw JSONError(.wrongType, "\(digestPath) must be an object")
        }
        guard !object.members.isEmpty else { throw JSONError(.invalidValue, "\(digestPath) is empty") }
        var digest: [(algorithm: String, hex: String)] = []
        for member in object.members {
            guard case .string(let hex) = member.value else {
                throw JSONError(.wrongType, "\(digestPath).\(member.key.excerpt()) must be a string")
            }
            digest.append((member.key, hex))
        }
        self.init(name: name, digest: digest)
    }

    fileprivate var json: JSONValue {
        .object(["name": .string(name), "digest": .object(JSONObject(digest.map { ($0.algorithm, .string($0.hex)) }))])
    }
}
