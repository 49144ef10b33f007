// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// Files of certificates in PEM.
enum CertificateFile {
    static func read(_ path: String) throws -> [X509Certificate] {
        let pem = try InputFile.read(path, describedAs: "certificate")
        return try InputFile.naming(path) { try X509Certificate.parse(pem: pem) }
    }
}
