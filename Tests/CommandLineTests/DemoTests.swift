// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct DemoTests {
    @Test func `the demo signs, verifies and refuses the model that comes with the tool`() throws {
        let result = try Tool.run(["demo"])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("Refused, as it should be."))
        #expect(result.error.isEmpty)
    }

    @Test func `the demo shows the same on a model given, which it only reads`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/a": "1", "model/sub/b": "22", "model/empty": ""])
        let before = try Tool.run(["digest", folder.path("model")]).output
        for model in ["model", "model/", "model/sub/b"] {
            let result = try Tool.run(["demo", model], in: folder.url)
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output.contains("changed: "))
        }
        #expect(try Tool.run(["digest", folder.path("model")]).output == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()) == ["model"])
    }

    @Test func `the demo leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        let environment = ["TMPDIR": folder.url.path(percentEncoded: false)]
        #expect(try Tool.program.run(["demo"], environment: environment).status == 0)
        #expect(try Tool.program.run(["demo", "/missing"], environment: environment).status == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
    }

    @Test func `a model without content cannot show anything`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["empty/file": "", "none/sub/x": ""])
        try FileManager.default.removeItem(atPath: folder.path("none/sub"))
        #expect(try Tool.run(["demo", folder.path("empty")]).status == 2)
        #expect(try Tool.run(["demo", folder.path("none")]).status == 1)
    }
}
