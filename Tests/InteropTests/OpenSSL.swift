// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Keys and certificates made by OpenSSL, as a user would make them.
struct OpenSSL {
    enum Curve: String, CaseIterable {
        case p256 = "prime256v1"
        case p384 = "secp384r1"
        case p521 = "secp521r1"
    }

    enum AuthorityKey: String, CaseIterable {
        case rsa, elliptic

        fileprivate var arguments: [String] {
            switch self {
            case .rsa: ["-newkey", "rsa:2048"]
            case .elliptic: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"]
            }
        }
    }

    /// What the signing certificate says it is for; the names are sections of the configuration.
    enum Usage: String, CaseIterable {
        case digitalSignature = "signature"
        case digitalSignatureAndCodeSigning = "code"
    }

    let folder: TemporaryFolder

    /// Makes `NAME.key` and `NAME.pub`.
    func makeKey(_ name: String = "signer", on curve: Curve = .p256) throws {
        try run(["ecparam", "-name", curve.rawValue, "-genkey", "-noout", "-out", "\(name).key"])
        try run(["pkey", "-in", "\(name).key", "-pubout", "-out", "\(name).pub"])
    }

    /// Makes `root.pem`, `intermediate.pem`, and `signer.pem` for `signer.key`.
    func makeChain(_ authority: AuthorityKey, for usage: Usage, on curve: Curve = .p384) throws {
        try folder.write(["chain.cnf": Self.configuration])
        try makeRoot("root", authority)
        try makeKey(on: curve)
        let request = ["req", "-new", "-config", "chain.cnf"]
        let newKey = ["-nodes", "-keyout", "intermediate.key"] + authority.arguments
        try run(request + ["-subj", "/CN=Intermediate", "-out", "intermediate.csr"] + newKey)
        try issue("intermediate", by: "root", section: "authority")
        try run(request + ["-subj", "/CN=Signer", "-key", "signer.key", "-out", "signer.csr"])
        try issue("signer", by: "intermediate", section: usage.rawValue)
    }

    /// Makes `NAME.key` and the self-signed `NAME.pem`.
    func makeRoot(_ name: String, _ authority: AuthorityKey) throws {
        try run(
            ["req", "-x509", "-config", "chain.cnf", "-extensions", "authority", "-subj", "/CN=\(name)", "-days", "30"]
                + ["-sha256", "-nodes", "-keyout", "\(name).key", "-out", "\(name).pem"] + authority.arguments
        )
    }

    private func issue(_ name: String, by issuer: String, section: String) throws {
        try run(
            ["x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key"]
                + ["-CAcreateserial", "-days", "30", "-sha256", "-extfile", "chain.cnf", "-extensions", section]
                + ["-out", "\(name).pem"]
        )
    }

    private func run(_ arguments: [String]) throws {
        let program = try #require(Program.installed("openssl"), "openssl is needed to make keys")
        let result = try program.run(arguments, in: folder.url)
        try #require(result.status == 0, "openssl \(arguments.joined(separator: " ")): \(result.error)")
    }

    private static let configuration = """
        [req]
        distinguished_name = name
        [name]
        [authority]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [signature]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [code]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = codeSigning
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        """
}
