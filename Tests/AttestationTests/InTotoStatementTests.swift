// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import StrictJSON
import Testing

@Suite struct InTotoStatementTests {
    private let good = """
        {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"model","digest":{"sha256":"00ff"}}],\
        "predicateType":"https://model_signing/signature/v1.0","predicate":{"resources":[]}}
        """

    @Test func `reads and writes a statement`() throws {
        let statement = try InTotoStatement(parsing: Array(good.utf8))
        #expect(statement.subjects.map(\.name) == ["model"])
        #expect(statement.subjects.first?.digest.map(\.algorithm) == ["sha256"])
        #expect(statement.subjects.first?.digest.map(\.hex) == ["00ff"])
        #expect(statement.predicateType == "https://model_signing/signature/v1.0")
        #expect(statement.predicate == .object(["resources": .array([])]))
        #expect(String(decoding: statement.serialized(), as: UTF8.self) == good)
    }

    @Test func `reads v0.1 where it is asked for, and writes it as it was`() throws {
        let old = good.replacing("Statement/v1", with: "Statement/v0.1")
        let read = try InTotoStatement(parsing: Array(old.utf8), versions: [.v0_1, .v1])
        #expect(read.version == .v0_1)
        #expect(String(decoding: read.serialized(), as: UTF8.self) == old)
        #expect(try InTotoStatement(parsing: Array(good.utf8), versions: [.v0_1, .v1]).version == .v1)
        let error = #expect(throws: AttestationError.self) {
            try InTotoStatement(parsing: Array(good.utf8), versions: [.v0_1])
        }
        #expect(error?.code == .wrongStatementType)
    }

    @Test func `finds a subject's digest by its algorithm, and needs neither a name nor SHA-256`() throws {
        let statement = try statement(subject: #"[{"digest":{"sha512":"bb"}}]"#)
        let subject = try #require(statement.subjects.first)
        #expect(subject.name.isEmpty)
        #expect(subject.hex(of: "sha512") == "bb")
        #expect(subject.hex(of: "sha256") == nil)
        #expect(subject.hex(of: "SHA512") == nil)
    }

    @Test func `keeps subjects and digests in order`() throws {
        let statement = try statement(
            subject: #"[{"digest":{"sha512":"b","sha256":"a"}},{"name":"x","digest":{"sha1":"c"}}]"#
        )
        #expect(statement.subjects.map(\.name) == ["", "x"])
        #expect(statement.subjects.flatMap(\.digest).map(\.algorithm) == ["sha512", "sha256", "sha1"])
        #expect(try InTotoStatement(parsing: statement.serialized()).serialized() == statement.serialized())
    }

    @Test func `ignores unknown fields`() throws {
        let subject = #"[{"name":"x","digest":{"sha256":"a"},"annotations":{"k":1},"new":true}]"#
        let statement = try statement(subject: subject, rest: #","predicateType":"p","new":{}"#)
        #expect(statement.subjects.count == 1)
    }

    @Test(arguments: ["", #","predicate":null"#])
    func `takes an absent or null predicate for none`(_ predicate: String) throws {
        let statement = try statement(rest: #","predicateType":"p"\#(predicate)"#)
        #expect(statement.predicate == nil)
        #expect(try InTotoStatement(parsing: statement.serialized()).predicate == nil)
    }

    @Test(arguments: [
        "https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1.1", "https://in-toto.io/Statement/v1/",
        "HTTPS://in-toto.io/Statement/v1", "",
    ])
    func `rejects a statement of another type`(_ type: String) {
        let error = #expect(throws: AttestationError.self) { try statement(type: "\"\(type)\"") }
        #expect(error?.code == .wrongStatementType)
    }

    @Test(arguments: [
        "null", "[]", "[{}]", #"{"digest":{"a":"b"}}"#, #"["x"]"#, #"[{"digest":{}}]"#, #"[{"digest":null}]"#,
        #"[{"digest":{"sha256":1}}]"#, #"[{"digest":"00"}]"#, #"[{"digest":{"a":"b"},"name":1}]"#,
        #"[{"digest":{"a":"b","a":"b"}}]"#,
    ])
    func `rejects subjects of any other shape`(_ subject: String) {
        let error = #expect(throws: AttestationError.self) { try statement(subject: subject) }
        #expect(error?.code == .malformedStatement)
    }

    @Test(arguments: [
        "", #","predicateType":null"#, #","predicateType":"""#, #","predicateType":1"#,
        #","predicateType":"p","predicate":"text""#, #","predicateType":"p","predicate":[]"#,
        #","predicateType":"p","predicateType":"p""#,
    ])
    func `rejects a predicate or predicate type of any other shape`(_ rest: String) {
        let error = #expect(throws: AttestationError.self) { try statement(rest: rest) }
        #expect(error?.code == .malformedStatement)
    }

    @Test(arguments: [
        "", "[]", "{}", "null", #"{"_type":1}"#, #"{"type":"https://in-toto.io/Statement/v1"}"#,
        "\u{feff}{}",
    ])
    func `rejects a payload without a type`(_ text: String) {
        let error = #expect(throws: AttestationError.self) { try InTotoStatement(parsing: Array(text.utf8)) }
        #expect(error?.code == .malformedStatement)
        #expect(error?.cause is JSONError)
    }

    @Test func `rejects every prefix of a statement and survives any flipped bit`() throws {
        let bytes = Array(good.utf8)
        for index in bytes.indices {
            let error = #expect(throws: AttestationError.self) { try InTotoStatement(parsing: Array(bytes[..<index])) }
            #expect(error?.code == .malformedStatement)
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let read = try? InTotoStatement(parsing: flipped) else { continue }
                #expect(try InTotoStatement(parsing: read.serialized()).serialized() == read.serialized())
            }
        }
    }

    private func statement(
        type: String = #""https://in-toto.io/Statement/v1""#,
        subject: String = #"[{"digest":{"sha256":"a"}}]"#,
        rest: String = #","predicateType":"p""#
    ) throws -> InTotoStatement {
        try InTotoStatement(parsing: Array(#"{"_type":\#(type),"subject":\#(subject)\#(rest)}"#.utf8))
    }
}
