// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import Testing

@Suite struct PathPatternTests {
    /// Pattern, paths it matches, paths it does not.
    private static let table: [(String, [String], [String])] = [
        ("targets/*.tgz", ["targets/foo.tgz", "targets/.tgz"], ["targets/foo.txt", "targets/a/foo.tgz", "foo.tgz"]),
        (
            "foo-version-?.tgz", ["foo-version-2.tgz", "foo-version-é.tgz"],
            ["foo-version-alpha.tgz", "foo-version-.tgz"]
        ),
        ("*.tgz", ["foo.tgz", ".tgz"], ["targets/foo.tgz", "foo.TGZ"]),
        ("foo.tgz", ["foo.tgz"], ["fooxtgz", "foo.tgz/", "/foo.tgz", ""]),
        ("*", ["a", ""], ["a/b", "/"]),
        ("*/*", ["a/b", "/"], ["a", "a/b/c"]),
        ("**", ["", "abc"], ["a/b"]),
        ("a*b*c", ["abc", "aXbYc", "abbcc", "abcbc"], ["acb", "ab", "abcd"]),
        ("*a*a*a", ["aaa", "bababa"], ["aab", "aa"]),
        ("", [""], ["a", "/"]),
        ("?", ["a", "é", "\u{1F600}"], ["", "ab", "/"]),
        ("[abc]x", ["ax", "cx"], ["dx", "x", "[abc]x"]),
        ("[a-c]", ["a", "b", "c"], ["d", "-"]),
        ("[!a-c]", ["d", "!", "-"], ["a", "/", ""]),
        ("[^a]", ["^", "a"], ["b"]),
        ("[]]", ["]"], ["[", "[]]"]),
        ("[!]]", ["a"], ["]"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[-a]", ["a", "-"], ["b"]),
        ("[c-a]", [], ["a", "b", "c", "-"]),
        ("[ab", ["[ab"], ["a", "b"]),
        ("[", ["["], [""]),
        ("[]", ["[]"], ["]", ""]),
        ("a[/]b", ["a[/]b"], ["a/b"]),
        ("\\*", ["\\", "\\x"], ["*"]),
        ("\u{e9}", ["\u{e9}"], ["e\u{301}"]),
    ]

    @Test(arguments: table)
    func `wildcards match within a segment, as the shell's do`(
        _ pattern: String,
        _ matching: [String],
        _ others: [String]
    ) {
        let found = PathPattern(pattern)
        for path in matching { #expect(found.matches(path), "\(path)") }
        for path in others { #expect(!found.matches(path), "\(path)") }
    }

    @Test func `a pattern of many stars takes no more time than the product of the lengths`() {
        let pattern = PathPattern(String(repeating: "*a", count: 500) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
