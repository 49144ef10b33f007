// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Two private authorities, and certificates of the first: good, hostile and expired. Made once.
final class Certificates: Sendable {
    static let shared: Certificates = {
        // A global is never released, and its folder would stay.
        atexit { if let folder = Certificates.shared.folder { try? FileManager.default.removeItem(at: folder.url) } }
        return Certificates()
    }()

    static let identity = "dev@example.com"
    /// A subject that tries to recolour the terminal and to forge lines of a log.
    static let hostileName = "Evil\u{1B}[31m\n::error::x\nINJECTED ##[error] \u{202E}\u{85}"

    let folder: TemporaryFolder?

    private init() {
        folder = try? TemporaryFolder()
        guard let folder else { return }
        do {
            try folder.write(["openssl.cnf": Self.configuration, "index.txt": ""])
            try Self.makeAuthority("root", "/CN=Test root", in: folder)
            try Self.makeAuthority("other-root", "/CN=\(Self.hostileName)", in: folder)
            for (name, subject) in [("leaf", "/CN=Test leaf"), ("hostile", "/CN=\(Self.hostileName)")] {
                try Self.makeRequest(name, subject, in: folder)
                try Self.certify(name, from: "20250101000000Z", to: "20991231000000Z", in: folder)
            }
            try Self.makeRequest("expired", "/CN=Test expired", in: folder)
            try Self.certify("expired", from: "20200101000000Z", to: "20200201000000Z", in: folder)
        } catch {
            Issue.record(error)
        }
    }

    func path(_ name: String) -> String { folder?.path(name) ?? "/missing/\(name)" }
    var root: String { path("root.pem") }
    var otherRoot: String { path("other-root.pem") }

    func sign(_ model: String, with name: String, to signature: String) throws {
        let result = try Tool.run([
            "sign", "certificate", "--private-key", path("\(name).key"), "--signing-certificate",
            path("\(name).pem"), "--signature", signature, model,
        ])
        try #require(result.status == 0, "\(result.error)")
        #expect(result.error.isEmpty)
    }

    /// Older than any certificate under it, so that those can be judged at their start.
    private static func makeAuthority(_ name: String, _ subject: String, in folder: TemporaryFolder) throws {
        try makeRequest(name, subject, in: folder)
        let selfSigned = ["-selfsign", "-keyfile", "\(name).key", "-extensions", "authority"]
        try certify(name, from: "20190101000000Z", to: "20991231000000Z", in: folder, selfSigned)
    }

    private static func makeRequest(_ name: String, _ subject: String, in folder: TemporaryFolder) throws {
        try OpenSSL.makeKey("\(name).key", curve: "P-256", in: folder)
        try OpenSSL.run(
            [
                "req", "-new", "-key", "\(name).key", "-out", "\(name).csr", "-utf8", "-subj", subject,
                "-config", "openssl.cnf",
            ],
            in: folder
        )
    }

    private static func certify(
        _ name: String,
        from start: String,
        to end: String,
        in folder: TemporaryFolder,
        _ more: [String] = []
    ) throws {
        try OpenSSL.run(
            [
                "ca", "-batch", "-notext", "-utf8", "-config", "openssl.cnf", "-startdate", start, "-enddate", end,
                "-in", "\(name).csr", "-out", "\(name).pem",
            ] + more,
            in: folder
        )
    }

    private static let configuration = """
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = from the command line
        [authority]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [leaf]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = codeSigning
        subjectAltName = email:\(identity)
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [ca]
        default_ca = issuing
        [issuing]
        certificate = root.pem
        private_key = root.key
        database = index.txt
        rand_serial = yes
        unique_subject = no
        new_certs_dir = .
        default_md = sha256
        policy = any
        x509_extensions = leaf
        [any]
        commonName = supplied
        """
}
