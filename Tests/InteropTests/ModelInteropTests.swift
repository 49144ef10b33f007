// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.needsPeer, .needsOpenSSL) struct ModelInteropTests {
    @Test(arguments: Implementation.allCases)
    func `a signature inside the model is no part of it`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.sign(signature: "model/model.sig")
        try exchange.expectAccepted(signature: "model/model.sig")
        try exchange.folder.write(["model/weights/new.bin": ""])
        try exchange.expectRefused(naming: "weights/new.bin", signature: "model/model.sig")
    }

    @Test(arguments: Implementation.allCases)
    func `ignored paths are recorded, so that the other needs no flag`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.folder.write(["model/cache/x": "1", "model/weights/log.txt": "2"])
        let log = exchange.folder.path("model/weights/log.txt")
        try exchange.sign(["--ignore-paths", "model/cache", "--ignore-paths", log])
        try exchange.folder.write(["model/cache/y": "3"])
        try FileManager.default.removeItem(atPath: log)
        try exchange.expectAccepted()
    }

    @Test(arguments: Implementation.allCases)
    func `a path that only the verifier ignores may be there`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.sign()
        try exchange.folder.write(["model/later/x": "1"])
        try exchange.expectAccepted(["--ignore-paths", "model/later"])
    }

    @Test(arguments: Implementation.allCases)
    func `git's files at the top are left out, and below it they are not`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.folder.write([
            "model/.git/HEAD": "1", "model/.github/ci.yml": "2", "model/.gitignore": "3", "model/.gitattributes": "4",
            "model/a/.gitignore": "5",
        ])
        try exchange.sign()
        try exchange.folder.write(["model/.git/HEAD": "changed", "model/.gitignore": "changed"])
        try exchange.expectAccepted()
        try exchange.folder.write(["model/a/.gitignore": "changed"])
        try exchange.expectRefused(naming: "a/.gitignore")
    }

    @Test(arguments: Implementation.allCases)
    func `git's files count when both are told so`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.folder.write(["model/.gitignore": "1"])
        try exchange.sign(["--no-ignore-git-paths"])
        try exchange.expectAccepted(["--no-ignore-git-paths"])
        try exchange.folder.write(["model/.gitignore": "2"])
        try exchange.expectRefused(naming: ".gitignore", ["--no-ignore-git-paths"])
    }

    @Test(arguments: Implementation.allCases)
    func `unsigned files are refused, unless they are to be ignored`(signedBy signer: Implementation) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.sign()
        try exchange.folder.write(["model/a/unsigned.bin": "1"])
        try exchange.expectRefused(naming: "a/unsigned.bin")
        try exchange.expectAccepted(["--ignore_unsigned_files"])
        try exchange.folder.write(["model/a/b": "!"])
        try exchange.expectRefused(naming: "a/b", ["--ignore_unsigned_files"])
    }

    @Test(arguments: Implementation.allCases)
    func `links to files inside the model stand for them when they are allowed`(
        signedBy signer: Implementation
    ) throws {
        let exchange = try Exchange(signedBy: signer)
        try exchange.folder.link("model/link.json", to: "config.json")
        try exchange.sign(["--allow_symlinks"])
        try exchange.expectAccepted(["--allow_symlinks"])
        try exchange.folder.write(["model/config.json": "[]\n"])
        try exchange.expectRefused(naming: "link.json", ["--allow_symlinks"])
    }
}

/// A model of one file: OMS v1.0 §6.1.2 names it by its own name, the Python implementation `.`.
@Suite(.needsPeer, .needsOpenSSL) struct SingleFileInteropTests {
    @Test func `the peer's name for a single file is accepted`() throws {
        let exchange = try Exchange(signedBy: .python)
        try exchange.sign(model: "model/config.json")
        try exchange.expectAccepted(model: "model/config.json")
        try exchange.folder.write(["model/config.json": "[]\n"])
        #expect(try exchange.verify(model: "model/config.json").status == 3)
    }

    /// When this fails, the peer has learnt the specification's name: then the reading of `.` may go at some time.
    @Test func `the peer does not verify the specification's name for a single file`() throws {
        let exchange = try Exchange(signedBy: .ours)
        try exchange.sign(model: "model/config.json")
        let result = try exchange.verify(model: "model/config.json")
        #expect(result.status == 1)
        #expect((result.output + result.error).contains("Missing files in model 'config.json': config.json"))
        let ours = ["verify", "key", "--public-key", "signer.pub", "--signature", "model.sig", "model/config.json"]
        #expect(try Implementation.ours.run(ours, in: exchange.folder.url).status == 0)
    }
}
