// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A file that a repository offers.
package struct TestTUFTarget: Sendable {
    package var path: String
    package var bytes: [UInt8]
    package var hashes: [TestDigest] = [.sha256]
    package var custom: TestJSON?

    package init(_ path: String, _ bytes: [UInt8], custom: TestJSON? = nil) {
        (self.path, self.bytes, self.custom) = (path, bytes, custom)
    }

    /// TARGETS of targets metadata (TUF 1.0.34 §4.5).
    var json: TestJSON {
        var json: TestJSON = ["length": .number("\(bytes.count)"), "hashes": hashes.json(of: bytes)]
        if let custom { json["custom"] = custom }
        return json
    }

    /// Where it lies below the repository: once for each hash in consistent snapshots (§6.2).
    func places(isConsistent: Bool) -> [String] {
        guard isConsistent else { return ["targets/" + path.percentEncoded(keeping: "/")] }
        let folders = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let folder = folders.dropLast().map { $0 + "/" }.joined()
        return hashes.map { hash in
            let name = "\(TestText.hex(hash.hash(bytes))).\(folders.last ?? "")"
            return "targets/" + (folder + name).percentEncoded(keeping: "/")
        }
    }
}

extension [TestDigest] {
    /// HASHES (§4.4).
    func json(of bytes: [UInt8]) -> TestJSON {
        .object(map { TestJSON.Member($0.rawValue, .string(TestText.hex($0.hash(bytes)))) })
    }
}

extension String {
    /// The text as a path of a URL has it.
    func percentEncoded(keeping others: String = "") -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(others)".utf8)
        return utf8.map { byte in
            guard plain.contains(byte) else { return "%" + TestText.hex([byte]).uppercased() }
            return String(decoding: [byte], as: UTF8.self)
        }.joined()
    }
}
