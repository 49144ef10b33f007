// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SwiftASN1

/// Turns a password into a key: PBKDF2 (RFC 8018 §5.2) or scrypt (RFC 7914), with bounded work.
enum KeyDerivation {
    case pbkdf2(KDF.Insecure.PBKDF2.HashFunction, salt: [UInt8], iterations: Int)
    case scrypt(salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int)

    static let maximumSaltByteCount = 1024
    static let maximumIterationCount = 10_000_000
    static let maximumScryptCost = 1 << 20
    static let maximumScryptByteCount = 256 << 20
    static let maximumScryptParallelism = 16

    /// Reads the function and its parameters.
    ///
    /// - Parameter keyByteCount: what the cipher needs; a key length in the parameters must agree.
    /// - Throws: ``KeyError`` with code `unsupportedEncryption` or `malformedKey`, or an ASN.1 error.
    init(_ identifier: AlgorithmIdentifier, keyByteCount: Int) throws {
        switch identifier.algorithm {
        case .pbkdf2: self = try Self.pbkdf2(identifier.requiredParameters(), keyByteCount: keyByteCount)
        case .scrypt: self = try Self.scrypt(identifier.requiredParameters(), keyByteCount: keyByteCount)
        default: throw KeyError.unsupportedEncryption(identifier.algorithm)
        }
    }

    /// Derives a key.
    ///
    /// - Throws: ``KeyError`` with code `unsupportedEncryption` if the library refuses the parameters.
    func key(from password: [UInt8], byteCount: Int) throws(KeyError) -> SymmetricKey {
        // HMAC fills a short key with zeros, so this is the empty password, but with an address for the C library.
        let password = password.isEmpty ? [0] : password
        do {
            switch self {
            case .pbkdf2(let function, let salt, let iterations):
                return try KDF.Insecure.PBKDF2.deriveKey(
                    from: password,
                    salt: salt,
                    using: function,
                    outputByteCount: byteCount,
                    unsafeUncheckedRounds: iterations
                )
            case .scrypt(let salt, let cost, let blockSize, let parallelism):
                // The library allows for one page beside the big table: it refuses block sizes above 16 with parallelism 1.
                return try KDF.Scrypt.deriveKey(
                    from: password,
                    salt: salt,
                    outputByteCount: byteCount,
                    rounds: cost,
                    blockSize: blockSize,
                    parallelism: parallelism
                )
            }
        } catch {
            throw KeyError(
                .unsupportedEncryption,
                "the private key's password function has parameters that cannot be computed here: "
                    + "convert it with \(KeyError.conversion)",
                cause: error
            )
        }
    }

    /// `PBKDF2-params ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
    /// prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }`. No producer uses the other choice for the salt.
    private static func pbkdf2(_ parameters: ASN1Node, keyByteCount: Int) throws -> Self {
        try DER.sequence(parameters, identifier: .sequence) { nodes in
            let salt = try salt(&nodes)
            let iterations = try Int(derEncoded: &nodes)
            try checkKeyLength(&nodes, keyByteCount: keyByteCount)
            let function = try nodes.next().map { try hashFunction(AlgorithmIdentifier(derEncoded: $0)) }
            try check("PBKDF2 iterations", iterations, in: 1...maximumIterationCount)
            return .pbkdf2(function ?? .insecureSHA1, salt: salt, iterations: iterations)
        }
    }

    /// `scrypt-params ::= SEQUENCE { salt OCTET STRING, costParameter INTEGER, blockSize INTEGER,
    /// parallelizationParameter INTEGER, keyLength INTEGER OPTIONAL }`.
    private static func scrypt(_ parameters: ASN1Node, keyByteCount: Int) throws -> Self {
        try DER.sequence(parameters, identifier: .sequence) { nodes in
            let salt = try salt(&nodes)
            let cost = try Int(derEncoded: &nodes)
            let blockSize = try Int(derEncoded: &nodes)
            let parallelism = try Int(derEncoded: &nodes)
            try checkKeyLength(&nodes, keyByteCount: keyByteCount)
            try check("the scrypt cost", cost, in: 2...maximumScryptCost)
            guard cost.nonzeroBitCount == 1 else {
                throw KeyError(.malformedKey, "found \(cost) as the scrypt cost, expected a power of two")
            }
            try check("the scrypt block size", blockSize, in: 1...maximumScryptByteCount / 128 / cost)
            try check("the scrypt parallelism", parallelism, in: 1...maximumScryptParallelism)
            return .scrypt(salt: salt, cost: cost, blockSize: blockSize, parallelism: parallelism)
        }
    }

    private static func salt(_ nodes: inout ASN1NodeCollection.Iterator) throws -> [UInt8] {
        let salt = try ASN1OctetString(derEncoded: &nodes).bytes
        try check("the salt's length", salt.count, in: 1...maximumSaltByteCount)
        return Array(salt)
    }

    private static func checkKeyLength(_ nodes: inout ASN1NodeCollection.Iterator, keyByteCount: Int) throws {
        let length: Int? = try DER.optionalImplicitlyTagged(&nodes)
        guard let length, length != keyByteCount else { return }
        throw KeyError(
            .malformedKey,
            "the private key's password function makes \(length) bytes, expected \(keyByteCount) for its cipher"
        )
    }

    private static func hashFunction(_ identifier: AlgorithmIdentifier) throws -> KDF.Insecure.PBKDF2.HashFunction {
        switch identifier.algorithm {
        case .hmacWithSHA1: .insecureSHA1
        case .hmacWithSHA224: .insecureSHA224
        case .hmacWithSHA256: .sha256
        case .hmacWithSHA384: .sha384
        case .hmacWithSHA512: .sha512
        default: throw KeyError.unsupportedEncryption(identifier.algorithm)
        }
    }

    /// Refuses work that only a hostile key asks for.
    private static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(KeyError) {
        guard !range.contains(value) else { return }
        throw KeyError(
            .unsupportedEncryption,
            "found \(value) for \(name) of an encrypted private key, expected \(range.lowerBound) to \(range.upperBound): "
                + "if you trust the key, convert it with \(KeyError.conversion)"
        )
    }
}
