// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys

/// A key that does not do what it says, as a broken token or a service that was taken over.
struct FaultyKey: SigningKey {
    enum Fault: CaseIterable {
        case nothing, garbage, anotherKey, anotherMessage, trailingByte
    }

    private let key = PrivateKey.generate(.ecdsaP256SHA256)
    private let fault: Fault

    init(_ fault: Fault) { self.fault = fault }

    var publicKey: PublicKey { key.publicKey }

    func signature(for message: [UInt8]) async throws -> [UInt8] {
        switch fault {
        case .nothing: []
        case .garbage: Array(repeating: 0x30, count: 70)
        case .anotherKey: try PrivateKey.generate(.ecdsaP256SHA256).signature(for: message)
        case .anotherMessage: try key.signature(for: message + [0])
        case .trailingByte: try key.signature(for: message) + [0]
        }
    }
}

/// A key that cannot sign.
struct UnpluggedToken: SigningKey {
    struct Gone: Error {}

    let publicKey = PrivateKey.generate(.ecdsaP256SHA256).publicKey

    func signature(for message: [UInt8]) async throws -> [UInt8] { throw Gone() }
}

/// Standard base64, by another encoder than the package's.
struct Base64Text: CustomStringConvertible {
    let description: String

    init(_ bytes: [UInt8]) { description = Data(bytes).base64EncodedString() }
}
