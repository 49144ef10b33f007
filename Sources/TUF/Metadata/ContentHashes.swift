// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import StrictJSON
import TextEncodings

/// A hash that metadata may state of a file (§4.4, §4.5).
public enum HashName: String, Sendable, Hashable, CaseIterable {
    case sha256
    case sha512

    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    var byteCount: Int {
        switch self {
        case .sha256: SHA256Digest.byteCount
        case .sha512: SHA512Digest.byteCount
        }
    }
}

/// The hashes of a file that metadata states: `HASHES`, by the name of the algorithm (§4.4).
struct ContentHashes: Sendable, Hashable {
    /// Those that can be checked. Hashes of other kinds are left out, and a file that has no other is not accepted.
    let known: [HashName: [UInt8]]

    /// Reads `hashes`; nil when it is not given.
    init?(in fields: inout JSONFields) throws(JSONError) {
        guard let value = fields.value("hashes"), value != .null else { return nil }
        let members = try fields.map("hashes")
        guard !members.isEmpty else { throw JSONError(.invalidValue, "\(fields.path(of: "hashes")) is empty") }
        var known: [HashName: [UInt8]] = [:]
        for member in members {
            let path = "\(fields.path(of: "hashes")).\(member.key.excerpt())"
            guard case .string(let text) = member.value else { throw JSONError(.wrongType, "\(path) must be a string") }
            guard let name = HashName.allCases.first(where: { $0.rawValue.hasSameBytes(as: member.key) }) else {
                continue
            }
            guard let hash = Hexadecimal.decode(text), hash.count == name.byteCount else {
                throw JSONError(.invalidValue, "\(path) is not a hash of \(name.byteCount) bytes in hexadecimal")
            }
            known[name] = hash
        }
        self.known = known
    }

    /// Checks every hash that can be checked; there must be one.
    ///
    /// - Throws: ``TUFError`` with `unsupportedHash` or `wrongContent`.
    func verify(_ bytes: [UInt8], of file: ExactName) throws(TUFError) {
        guard !known.isEmpty else {
            throw TUFError(
                .unsupportedHash,
                "no hash of \(file) is one of SHA-256 or SHA-512: nothing can vouch for it"
            )
        }
        for (name, hash) in known where name.hash(bytes) != hash {
            throw TUFError(
                .wrongContent,
                "the \(name.rawValue) hash of \(file) is not the one that signed metadata states"
            )
        }
    }
}
