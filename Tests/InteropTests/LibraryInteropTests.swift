// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Shards and other hashes, for which the peer has a library and no command line.
@Suite(.needsPeer, .needsOpenSSL) struct LibraryInteropTests {
    /// The sizes of the files are below, at, and above multiples of the shard's.
    private static let files = [
        "short": "123", "a/exact": "0123456789", "a/double": "01234567890123456789",
        "a/long": "01234567890123456789012", "empty": "",
    ]

    private func python(_ command: String, _ method: String, _ algorithm: String, in folder: TemporaryFolder) throws
        -> Program.Result
    {
        let key = command == "sign" ? "signer.key" : "signer.pub"
        return try Peer.run(
            [Peer.script("library.py"), command, method, algorithm, key, "model.sig", "model"],
            in: folder.url
        )
    }

    @Test func `the peer's shards are verified, and have the root digest that ours have`() throws {
        let exchange = try Exchange(signedBy: .python, Self.files)
        let signing = try python("sign", "10", "sha256", in: exchange.folder)
        try #require(signing.status == 0, "\(signing.error)")
        let verified = try exchange.verify()
        #expect(verified.status == 0, "\(verified.error)")
        let digest = try Implementation.ours.run(
            ["digest", "--serialization", "shards", "--shard-size", "10", "model"],
            in: exchange.folder.url
        )
        #expect(digest.output.hasPrefix("sha256:") && verified.output.contains(digest.output))
        try exchange.folder.write(["model/a/long": "0123456789012345678901!"])
        try exchange.expectRefused(naming: "a/long:20:23")
        try exchange.folder.write(["model/a/long": "01234567890123456789012", "model/short": "1234"])
        try exchange.expectRefused(naming: "short")
    }

    /// Its library compares each resource's `algorithm` with its own `sha256-sharded-10`, where the specification has
    /// `sha256`. When this fails, the peer has learnt that.
    @Test func `the peer does not verify the specification's shards`() throws {
        let exchange = try Exchange(signedBy: .ours, Self.files)
        try exchange.sign(["--serialization", "shards", "--shard-size", "10"])
        for method in ["10", "recorded"] {
            let result = try python("verify", method, "sha256", in: exchange.folder)
            #expect(result.status == 1)
            #expect(result.error.contains("Actual 'Digest(algorithm='sha256-sharded-10'"), "\(result.error)")
        }
    }

    /// The peer's name of BLAKE2b in its interface, not on the wire, is `blake2`.
    private static let hashes = [("blake2", "blake2b"), ("blake3", "blake3"), ("sha256", "sha256")]

    @Test(arguments: hashes, ["files", "10"])
    func `the peer's hashes are verified`(_ hash: (peer: String, ours: String), _ method: String) throws {
        let exchange = try Exchange(signedBy: .python, Self.files)
        let signing = try python("sign", method, hash.peer, in: exchange.folder)
        try #require(signing.status == 0, "\(signing.error)")
        let verified = try exchange.verify()
        #expect(verified.status == 0, "\(verified.error)")
        // Asked for shards of BLAKE3, the peer makes whole files.
        let isFiles = method == "files" || hash.ours == "blake3"
        let shards = isFiles ? [] : ["--serialization", "shards", "--shard-size", method]
        let digest = try Implementation.ours.run(
            ["digest", "--hash", hash.ours] + shards + ["model"],
            in: exchange.folder.url
        )
        #expect(digest.output.hasPrefix("sha256:") && verified.output.contains(digest.output))
        try exchange.folder.write(["model/short": "124"])
        try exchange.expectRefused(naming: "short")
    }

    @Test(arguments: hashes)
    func `the peer verifies our hashes`(_ hash: (peer: String, ours: String)) throws {
        let exchange = try Exchange(signedBy: .ours, Self.files)
        try exchange.sign(["--hash", hash.ours])
        let verified = try python("verify", "files", hash.peer, in: exchange.folder)
        #expect(verified.status == 0, "\(verified.error)")
        try exchange.folder.write(["model/short": "124"])
        #expect(try python("verify", "files", hash.peer, in: exchange.folder).status == 1)
    }
}
