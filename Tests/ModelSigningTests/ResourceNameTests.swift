// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import Testing

@Suite struct ResourceNameTests {
    @Test(arguments: [
        "a", "a/b", "a/b/c.txt", ".hidden", "..hidden", "...", "a./b.", "a/.b", "a/..b", "a/b..", " ", "a b", " /~",
        "a\\b", "C:\\a", "C:/a", "a:0:5", ":", "*", "-rf", "line\nbreak", "\r\n", "tab\t", "\u{1b}[31m", "\u{7f}",
        "caf\u{e9}", "cafe\u{301}", "模型/权重.bin", "🤖", "\u{202e}gpj", "\u{feff}a", "%2e%2e/a", "a\u{301}/\u{301}b",
        String(repeating: "a/", count: 2000) + "a", String(repeating: "n", count: ResourceName.maximumByteCount),
    ])
    func `accepts every canonical path of OMS §6.1.2`(_ path: String) throws {
        let name = try ResourceName(path)
        #expect(name.path.utf8.elementsEqual(path.utf8))
        #expect(name.description.utf8.elementsEqual(path.utf8))
    }

    @Test(arguments: [
        "", "/", "/a", "//a", "a//b", "a/", "a/b/", ".", "..", "./a", "../a", "a/.", "a/..", "a/./b", "a/../b",
        "a/b/..",
        "../../etc/passwd", "/etc/passwd", "\0", "a\0", "a\0/b", "a/\0",
        String(repeating: "n", count: ResourceName.maximumByteCount + 1),
    ])
    func `rejects a path that is absolute, leaves the model or has another form`(_ path: String) {
        let error = #expect(throws: ModelSigningError.self) { try ResourceName(path) }
        #expect(error?.code == .unsafeName)
        #expect(error?.cause == nil)
    }

    @Test func `keeps messages short`() {
        let error = #expect(throws: ModelSigningError.self) {
            try ResourceName("/" + String(repeating: "n", count: 100_000))
        }
        #expect((error?.message.utf8.count ?? 0) < 1000)
    }

    @Test func `compares bytes, not Unicode equivalence`() throws {
        let precomposed = try ResourceName("caf\u{e9}"), decomposed = try ResourceName("cafe\u{301}")
        #expect(precomposed.path == decomposed.path)
        #expect(precomposed != decomposed)
        #expect(Set([precomposed, decomposed]).count == 2)
        #expect(decomposed < precomposed)
        #expect(try ResourceName("a\r\nb") != ResourceName("a\nb"))
        #expect(try ResourceName("A") != ResourceName("a"))
        #expect(try ResourceName("\u{212a}") != ResourceName("K"))
    }

    @Test func `orders by bytes, which is by code points`() throws {
        let sorted = [
            "A", "B", "a", "a-b", "a.txt", "a/b", "a/b/c", "a0", "aa", "b", "é", "\u{ffff}", "\u{10000}",
        ]
        let names = try sorted.map { try ResourceName($0) }
        #expect(names.shuffled().sorted() == names)
        #expect(zip(names, names.dropFirst()).allSatisfy { $0 < $1 && !($1 < $0) })
    }

    @Test(arguments: ["a", "a/b", "caf\u{e9}", "cafe\u{301}", "line\nbreak", "\u{feff}a"])
    func `survives encoding and decoding byte by byte`(_ path: String) throws {
        let name = try ResourceName(path)
        #expect(try JSONDecoder().decode(ResourceName.self, from: JSONEncoder().encode(name)) == name)
    }

    @Test(arguments: [#""../a""#, #""/a""#, #""""#, #""a\u0000""#])
    func `cannot be decoded into an unsafe name`(_ json: String) {
        let error = #expect(throws: ModelSigningError.self) {
            try JSONDecoder().decode(ResourceName.self, from: Data(json.utf8))
        }
        #expect(error?.code == .unsafeName)
    }
}
