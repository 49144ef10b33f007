// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import NIOSSL
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Who may vouch for a server's certificate.
public enum ServerAuthorities: Sendable, Hashable {
    /// The authorities that the system trusts.
    case system
    /// Those in a PEM file, and no others.
    case file(String)
    /// Those in folders, as OpenSSL has them: PEM files with names like `9d04f354.0`. No others.
    case folders([String])

    /// As OpenSSL and the programs that use it take them from the environment: `SSL_CERT_FILE`, `SSL_CERT_DIR` (folders
    /// between colons), otherwise the system's.
    public init(environment: [String: String]) {
        if let path = environment["SSL_CERT_FILE"], !path.isEmpty {
            self = .file(path)
        } else if let paths = environment["SSL_CERT_DIR"], !paths.isEmpty {
            self = .folders(paths.split(separator: ":").map(String.init))
        } else {
            self = .system
        }
    }
}

extension ServerAuthorities {
    /// 8 MiB: the public authorities of today fill 200 KiB.
    static let maximumByteCount = 8 << 20

    /// - Throws: `unreadableAuthorities`.
    func trustRoots() throws(TransportError) -> NIOSSLTrustRoots {
        switch self {
        case .system:
            return .default
        case .file(let path):
            return .certificates(try Self.certificates(path))
        case .folders(let paths):
            var certificates: [NIOSSLCertificate] = []
            for path in paths {
                for name in try Self.names(path) { certificates += try Self.certificates("\(path)/\(name)") }
            }
            guard !certificates.isEmpty else {
                let list = paths.joined(separator: ":")
                throw Self.error("'\(list)' holds no file with a name like '9d04f354.0', which 'openssl rehash' makes")
            }
            return .certificates(certificates)
        }
    }

    private static func certificates(_ path: String) throws(TransportError) -> [NIOSSLCertificate] {
        let bytes: [UInt8]
        do {
            bytes = try SmallFile.read(path, .regularOrPipe, maximumByteCount: maximumByteCount)
        } catch {
            throw Self.error("the file with the certificate authorities to trust cannot be read", cause: error)
        }
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(bytes)
        } catch {
            throw Self.error("'\(path)' is not a PEM file of certificate authorities to trust", cause: error)
        }
        guard !certificates.isEmpty else { throw Self.error("'\(path)' holds no certificate in PEM") }
        return certificates
    }

    /// The names that OpenSSL reads: a hash in eight digits, a dot, a number.
    private static func names(_ path: String) throws(TransportError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Self.error("the folder '\(path)' with the certificate authorities to trust cannot be read")
        }
        return names.sorted().filter { name in
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0].utf8.count == 8 && parts[0].allSatisfy(\.isHexDigit)
                && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
        }
    }

    private static func error(_ message: String, cause: (any Error)? = nil) -> TransportError {
        TransportError(.unreadableAuthorities, message, cause: cause)
    }
}
