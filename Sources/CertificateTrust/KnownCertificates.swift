// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

/// The certificates of one validation, found by their X509 form.
struct KnownCertificates: Sendable {
    private let known: [X509.Certificate: X509Certificate]

    init(_ certificates: [X509Certificate]) {
        known = Dictionary(certificates.map { ($0.x509, $0) }) { first, _ in first }
    }

    /// The path of X509's chain, or `nil` if one of its certificates was not given.
    func path(_ chain: some Collection<X509.Certificate>) -> [X509Certificate]? {
        let path = chain.compactMap { known[$0] }
        return path.count == chain.count ? path : nil
    }
}
