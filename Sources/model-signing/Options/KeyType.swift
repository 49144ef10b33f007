// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys

/// A kind of key that can be made.
enum KeyType: String, ExpressibleByArgument, CaseIterable {
    case p256, p384, p521, ed25519
    case mlDSA65 = "ml-dsa-65"
    case mlDSA87 = "ml-dsa-87"

    init?(argument: String) { self.init(rawValue: argument.lowercased()) }

    var algorithm: SignatureAlgorithm {
        switch self {
        case .p256: .ecdsaP256SHA256
        case .p384: .ecdsaP384SHA384
        case .p521: .ecdsaP521SHA512
        case .ed25519: .ed25519
        case .mlDSA65: .mlDSA65
        case .mlDSA87: .mlDSA87
        }
    }
}
