// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import TestServices
import Testing

@Suite struct MetadataKeyTests {
    @Test(arguments: [
        (TestKey.Kind.p256, TestTUFKey.Form.usual), (.p256, .hex), (.p384, .usual), (.p384, .hex), (.ed25519, .usual),
        (.rsaPSS, .usual),
    ])
    func `verifies with keys of the types that repositories use`(_ kind: TestKey.Kind, _ form: TestTUFKey.Form) throws {
        var repository = TestTUFRepository()
        repository["timestamp"].keys = [TestTUFKey(kind, named: "timestamps", form: form)]
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
        repository["timestamp"].signers = [
            TestTUFKey(kind, named: "others", form: form, id: try repository["timestamp"].keys[0].id())
        ]
        try repository.publish()
        #expect(code { try TrustedMetadata.taking(repository) } == .notEnoughSignatures)
    }

    @Test(arguments: ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384"])
    func `takes a scheme for the type of a key`(_ scheme: String) throws {
        var repository = TestTUFRepository()
        var key = TestTUFKey(scheme.hasSuffix("256") ? .p256 : .p384, named: "timestamps")
        key.alteration = { $0["keytype"] = .string(scheme) }
        repository["timestamp"].keys = [key]
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
    }

    @Test(arguments: KeyDamage.all)
    func `a key that is not known counts for nothing and does no harm`(_ damage: KeyDamage) throws {
        var key = TestTUFKey(damage.kind, named: "odd")
        key.alteration = damage.edit
        var repository = TestTUFRepository()
        repository["timestamp"].keys.append(key)
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
        repository["timestamp"].threshold = 2
        try repository.publish()
        #expect(code { try TrustedMetadata.taking(repository) } == .notEnoughSignatures)
    }

    @Test func `takes a key whose name is not its hash, and one with more fields`() throws {
        var repository = TestTUFRepository()
        var key = TestTUFKey(named: "named", id: "some name")
        key.alteration = {
            $0["x-tuf-on-ci-keyowner"] = "@somebody"; $0["keyid_hash_algorithms"] = ["md5"]
        }
        repository["timestamp"].keys = [key]
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
    }

    @Test func `a name of a key is its bytes`() throws {
        var repository = TestTUFRepository()
        let (composed, decomposed) = ("\u{e9}", "e\u{301}")
        repository["timestamp"].keys = [TestTUFKey(named: "a", id: composed), TestTUFKey(named: "b", id: decomposed)]
        repository["timestamp"].threshold = 2
        repository["root"].beforeSigning = {
            // The test services compare names as text: the second key is added here.
            try $0.edit("keys") { $0.add(decomposed, try TestTUFKey(named: "b").json()) }
            try $0.edit("roles", "timestamp") { $0["keyids"] = [.string(composed), .string(decomposed)] }
        }
        try repository.publish()
        _ = code { try TrustedMetadata.taking(repository) }
        let trusted = try TrustedMetadata(root: repository.root(1))
        #expect(trusted.root.keys[composed.exact] != nil)
        #expect(trusted.root.keys[decomposed.exact] != nil)
    }
}

/// What makes a key one that is not known.
struct KeyDamage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var kind: TestKey.Kind = .p256
    let edit: Alteration<TestJSON>

    static let all: [KeyDamage] = [
        KeyDamage(testDescription: "another scheme") { $0["scheme"] = "ecdsa-sha2-nistp384" },
        KeyDamage(testDescription: "a scheme nobody knows") { $0["scheme"] = "sphincs" },
        KeyDamage(testDescription: "another type") { $0["keytype"] = "ed25519" },
        KeyDamage(testDescription: "a type nobody knows") { $0["keytype"] = "ecdsa-sha2-nistp521" },
        KeyDamage(testDescription: "no public key") { $0["keyval"] = [:] },
        KeyDamage(testDescription: "no text") { $0["keyval"] = ["public": .number("1")] },
        KeyDamage(testDescription: "an empty text") { $0["keyval"] = ["public": ""] },
        KeyDamage(testDescription: "no point") { $0["keyval"] = ["public": "0400"] },
        KeyDamage(testDescription: "broken PEM") { $0["keyval"] = ["public": "-----BEGIN PUBLIC KEY-----\n"] },
        KeyDamage(testDescription: "short Ed25519", kind: .ed25519) { $0["keyval"] = ["public": "00"] },
        KeyDamage(testDescription: "P-521", kind: .p521) { _ in },
        KeyDamage(testDescription: "PKCS#1 v1.5", kind: .rsaPKCS1) { _ in },
        KeyDamage(testDescription: "RSA said to be ECDSA", kind: .rsaPSS) {
            $0["keytype"] = "ecdsa"
            $0["scheme"] = "ecdsa-sha2-nistp256"
        },
    ]
}
