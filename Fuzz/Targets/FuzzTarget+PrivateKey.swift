// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1

extension FuzzTarget {
    /// The password of the encrypted seeds.
    private static let password = Array("fuzz".utf8)
    /// The most work that deriving a key may be here, as ``derivationWork(in:)`` counts it.
    private static let maximumDerivationWork = 1 << 16

    /// A key signs for its own public half, before and after it was written.
    ///
    /// DER stands for the body of each kind of block.
    static func privateKey(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        guard input.looksLikeDER else { return try privateKey(pem: input) }
        var outcome = Outcome.refused
        for label in ["EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
            let pem = pemText(label: label, der: input)
            if try privateKey(pem: Array(pem.utf8)) == .accepted { outcome = .accepted }
        }
        return outcome
    }

    private static func privateKey(pem: [UInt8]) throws(BrokenProperty) -> Outcome {
        let key: PrivateKey
        do {
            key = try PrivateKey(pem: pem) {
                // The reader asks for the password when all parameters are within its limits, which allow for many
                // seconds of work: an owner waits, a fuzzer need not.
                guard derivationWork(in: pem) <= maximumDerivationWork else { throw TooMuchWork() }
                return password
            }
        } catch let error as KeyError {
            return .refused(error)
        } catch is TooMuchWork {
            return .refused
        } catch {
            throw BrokenProperty("a private key is refused with a KeyError, not with '\(error)'")
        }
        let again = try? PrivateKey(pem: Array(key.pem.utf8))
        try require(again?.publicKey == key.publicKey, "a private key that was written reads as the same key")
        let signature = (try? key.signature(for: password)) ?? []
        try require(key.publicKey.isValidSignature(signature, for: password), "a private key signs for its public half")
        return .accepted
    }

    private struct TooMuchWork: Error {}

    /// The largest product of the integers in an encrypted key: iterations, or cost, block size and parallelism.
    private static func derivationWork(in pem: [UInt8]) -> Int {
        let blocks = (try? PEMBlock.parse(pem)) ?? []
        return blocks.compactMap { try? DER.parse($0.bytes) }.map(work).max() ?? 0
    }

    private static func work(_ node: ASN1Node) -> Int {
        switch node.content {
        case .constructed(let nodes): nodes.map(work).reduce(1, product)
        case .primitive where node.identifier == .integer: max(1, (try? Int(derEncoded: node)) ?? .max)
        case .primitive: 1
        }
    }

    private static func product(_ a: Int, _ b: Int) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }
}
