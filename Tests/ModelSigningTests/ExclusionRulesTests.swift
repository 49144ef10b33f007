// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ModelSigning

@Suite struct ExclusionRulesTests {
    @Test(arguments: [".git", ".gitattributes", ".github", ".gitignore"])
    func `leave git's files out at the top of the model only`(_ path: String) throws {
        #expect(ExclusionRules().contains(try ResourceName(path)))
        #expect(!ExclusionRules().contains(try ResourceName("sub/" + path)))
        #expect(!ExclusionRules(ignoringGitPaths: false).contains(try ResourceName(path)))
    }

    @Test(arguments: [".GIT", ".gitmodules", ".gitkeep", "git", ".git2", ".gi"])
    func `leave out nothing that is merely like git's files`(_ path: String) throws {
        #expect(!ExclusionRules().contains(try ResourceName(path)))
    }

    @Test func `match whole paths byte by byte`() throws {
        let rules = ExclusionRules([try ResourceName("logs/a"), try ResourceName("caf\u{e9}")])
        #expect(rules.contains(try ResourceName("logs/a")))
        for path in ["logs", "a", "logs/ab", "logs/A", "x/logs/a", "cafe\u{301}"] {
            #expect(!rules.contains(try ResourceName(path)))
        }
    }

    @Test func `are recorded sorted by bytes, git's files included`() throws {
        let rules = ExclusionRules(try ["z", "a/b", "a-b", "Z"].map { try ResourceName($0) })
        #expect(
            rules.recorded == [".git", ".gitattributes", ".github", ".gitignore", "Z", "a-b", "a/b", "z"]
        )
        #expect(ExclusionRules(ignoringGitPaths: false).recorded.isEmpty)
    }

    @Test func `pass over recorded paths that can match no file`() throws {
        var rules = ExclusionRules(ignoringGitPaths: false)
        rules.insert(recorded: ["../up", "/abs", "", ".", "a//b", "c/", "d\0", "./e", "good", "good"])
        #expect(rules.recorded == ["good"])
        #expect(try rules == ExclusionRules([ResourceName("good")], ignoringGitPaths: false))
    }

    @Test func `make exceptions for the listed names that they cover`() throws {
        let rules = ExclusionRules(try ["a/b", "x", "top.txt"].map { try ResourceName($0) })
        let listed = ["a/b/c/d", "a/bc", "y/x", "top.txt", ".git/config", "a", "xx"]
        let exceptions = rules.exceptions(for: try listed.map { try ResourceName($0) })
        let covered = try listed.filter { exceptions.covers(try ResourceName($0)) }
        #expect(covered == ["a/b/c/d", "top.txt", ".git/config"])
        #expect(exceptions.child(try ResourceName("a"), of: NameTree.root) != nil)
        #expect(exceptions.child(try ResourceName("y"), of: NameTree.root) == nil)
    }

    @Test(arguments: ["a*", "a?b", "[a]", "sub/*.sig"])
    func `leave out a path with the characters of patterns and do not record it`(_ path: String) throws {
        let rules = ExclusionRules(try [path, "logs"].map { try ResourceName($0) }, ignoringGitPaths: false)
        #expect(rules.contains(try ResourceName(path)))
        #expect(!rules.contains(try ResourceName("ab")))
        #expect(rules.recorded == ["logs"])
    }
}
