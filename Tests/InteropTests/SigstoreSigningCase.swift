// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestServices

/// A client of others, and what it is to sign with the test services.
struct SigstoreSigningCase: Sendable, CustomStringConvertible {
    enum Content: Sendable, Hashable {
        case message
        /// In-toto, in a DSSE envelope.
        case statement
    }

    let peer: SigstorePeer
    let log: TestEntry.Log
    let content: Content
    /// Whether a timestamp authority takes part.
    let isStamped: Bool
    /// The name that cosign has for a kind of key; that of its own choice where it is `nil`.
    var algorithm: String?

    init(_ peer: SigstorePeer, _ log: TestEntry.Log, _ content: Content = .message, isStamped: Bool = true) {
        (self.peer, self.log, self.content, self.isStamped) = (peer, log, content, isStamped)
    }

    var description: String {
        "\(content) in \(log)" + (isStamped ? ", stamped" : "") + (algorithm.map { ", \($0)" } ?? "")
    }

    static func all(_ peer: SigstorePeer) -> [Self] {
        [
            Self(peer, .rekorV1, isStamped: false), Self(peer, .rekorV1),
            Self(peer, .rekorV1, .statement, isStamped: false), Self(peer, .rekorV1, .statement),
            Self(peer, .rekorV2), Self(peer, .rekorV2, .statement),
        ]
    }

    /// The keys that cosign can make, but for the one it makes unasked.
    static let algorithms: [Self] = [
        "ecdsa-sha2-384-nistp384", "ecdsa-sha2-512-nistp521", "rsa-sign-pkcs1-2048-sha256",
        "rsa-sign-pkcs1-3072-sha256",
    ].flatMap { algorithm in
        [TestEntry.Log.rekorV1, .rekorV2].map { log in
            var item = Self(.cosign, log)
            item.algorithm = algorithm
            return item
        }
    }

    /// What the client asks for, each once.
    var expectedAnswers: Set<String> {
        let entry = log == .rekorV2 ? "/api/v2/log/entries" : "/api/v1/log/entries"
        return Set(
            ["POST /api/v2/signingCert 200", "POST \(entry) 201"] + (isStamped ? ["POST /api/v1/timestamp 201"] : [])
        )
    }
}
