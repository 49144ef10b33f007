// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A key as TUF metadata names it (TUF 1.0.34 §4.2.1).
package struct TestTUFKey: Sendable {
    /// How the public key stands in `keyval`.
    package enum Form: Sendable {
        /// PEM; for Ed25519, 32 bytes in hexadecimal.
        case usual
        /// An elliptic curve's point, uncompressed, in hexadecimal: production repositories began so.
        case hex
    }

    package var key: TestKey
    package var form: Form
    /// In place of the digest of the key's canonical JSON.
    package var givenID: String?
    /// Edits the key as metadata has it; its identifier stays.
    package var alteration: Alteration<TestJSON>?

    package init(_ key: TestKey, form: Form = .usual, id: String? = nil) {
        (self.key, self.form, givenID) = (key, form, id)
    }

    package init(_ kind: TestKey.Kind = .p256, named name: String, form: Form = .usual, id: String? = nil) {
        self.init(TestKey(kind, named: name), form: form, id: id)
    }

    /// SHA-256 of the key's canonical JSON, unless one was given.
    package func id() throws -> String { try givenID ?? TestText.hex(TestDigest.sha256.hash(plain().olpc)) }

    /// What stands in `keys`.
    package func json() throws -> TestJSON {
        var json = try plain()
        try alteration?(&json)
        return json
    }

    private func plain() throws -> TestJSON {
        [
            "keytype": .string(type), "scheme": .string(scheme),
            "keyval": ["public": .string(try publicText())],
        ]
    }

    private var type: String {
        switch key.kind {
        case .p256, .p384, .p521: "ecdsa"
        case .ed25519: "ed25519"
        case .rsaPSS, .rsaPKCS1: "rsa"
        case .mlDSA65, .mlDSA87: "ml-dsa"
        }
    }

    private var scheme: String {
        switch key.kind {
        case .p256: "ecdsa-sha2-nistp256"
        case .p384: "ecdsa-sha2-nistp384"
        case .p521: "ecdsa-sha2-nistp521"
        case .ed25519: "ed25519"
        case .rsaPSS: "rsassa-pss-sha256"
        case .rsaPKCS1: "rsa-pkcs1v15-sha256"
        case .mlDSA65: "ml-dsa-65/1"
        case .mlDSA87: "ml-dsa-87/1"
        }
    }

    private func publicText() throws -> String {
        form == .hex || key.kind == .ed25519 ? TestText.hex(try key.rawPublicKey()) : try key.publicKeyPEM()
    }
}
