// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension PEMBlock {
    /// What the block holds, with its article, for a message.
    var kind: String {
        switch label {
        case "PUBLIC KEY": "a public key"
        case "PRIVATE KEY", "EC PRIVATE KEY": "a private key"
        case "ENCRYPTED PRIVATE KEY": "an encrypted private key"
        case "EC PARAMETERS": "curve parameters without a key"
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE": "a certificate"
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": "a certificate request"
        case "RSA PUBLIC KEY": "an RSA public key"
        case "RSA PRIVATE KEY": "an RSA private key"
        case "DSA PRIVATE KEY", "DSA PARAMETERS": "a DSA key"
        case "OPENSSH PRIVATE KEY": "an OpenSSH private key"
        case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY": "a cosign private key"
        default: "a \"\(label)\" block"
        }
    }

    /// Why this block is not the public key that was asked for.
    var isNotPublicKey: KeyError {
        let expected = "expected a public key (\"PUBLIC KEY\")"
        return switch label {
        case "DSA PRIVATE KEY", "DSA PARAMETERS": .unsupportedKey(kind, expected: KeyError.supportedKeys)
        case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY":
            KeyError(
                .wrongBlock,
                "found \(kind), \(expected): extract it with `openssl pkey -pubout -in KEY.pem -out PUBLIC.pem`"
            )
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
            KeyError(
                .wrongBlock,
                "found \(kind), \(expected): verify against the certificate, or extract its key with "
                    + "`openssl x509 -pubkey -noout -in CERTIFICATE.pem`"
            )
        default:
            KeyError(.wrongBlock, "found \(kind), \(expected): give the file that holds it")
        }
    }

    /// Why this block is not the private key that was asked for.
    var isNotPrivateKey: KeyError {
        let expected = "expected a private key (\"PRIVATE KEY\", \"ENCRYPTED PRIVATE KEY\" or \"EC PRIVATE KEY\")"
        return switch label {
        case "DSA PRIVATE KEY", "DSA PARAMETERS": .unsupportedKey(kind, expected: KeyError.supportedKeys)
        case "OPENSSH PRIVATE KEY":
            KeyError(
                .wrongBlock,
                "found \(kind), \(expected): convert a copy of it with `ssh-keygen -p -m PKCS8 -f COPY`"
            )
        default:
            KeyError(.wrongBlock, "found \(kind), \(expected): give the file that holds it")
        }
    }

    /// The one block with one of these labels; nil if there is none.
    ///
    /// - Parameter kind: The kind of key that such blocks hold, for a message.
    /// - Throws: ``KeyError`` with code `severalKeys`: which of them was meant is not for a program to guess.
    static func only(_ labels: [String], of blocks: [PEMBlock], _ kind: String) throws(KeyError) -> PEMBlock? {
        let found = blocks.filter { labels.contains($0.label) }
        guard found.count <= 1 else {
            throw KeyError(
                .severalKeys,
                "found \(found.count) \(kind) keys, expected one: keep each in a file of its own"
            )
        }
        return found.first
    }

    /// The block that says best what a text holds: the first, but for curve parameters, which may stand before a key.
    static func subject(of blocks: [PEMBlock]) -> PEMBlock? {
        blocks.first { $0.label != "EC PARAMETERS" } ?? blocks.first
    }

    /// Why a text without blocks was refused; says so if the bytes look like DER.
    static func missing(in bytes: [UInt8]) -> KeyError {
        let found = bytes.isEmpty ? "no bytes" : bytes.first == 0x30 ? "what looks like DER" : "no PEM block"
        return KeyError(
            .noPEMBlock,
            "found \(found), expected PEM text with a \"-----BEGIN\" line: give a PEM file, or convert DER with "
                + "`openssl pkey -inform DER -in KEY.der -out KEY.pem` (with -pubin -pubout for a public key)"
        )
    }
}

extension KeyError {
    static let ellipticCurveKeys = "an elliptic curve key on P-256, P-384 or P-521"
    /// The kinds of key that sign and verify.
    static let supportedKeys =
        "\(ellipticCurveKeys), an Ed25519 key, an RSA key of \(RSAPublicKey.modulusBitCounts.lowerBound) to "
        + "\(RSAPublicKey.modulusBitCounts.upperBound) bits, or an ML-DSA-65 or ML-DSA-87 key"

    /// A key of a kind that is not supported; `expected` says which are.
    static func unsupportedKey(_ kind: String, expected: String) -> KeyError {
        KeyError(
            .unsupportedKey,
            "found \(kind), expected \(expected): use or make one, for instance with "
                + "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY.pem`"
        )
    }
}
