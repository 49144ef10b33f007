// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// What a transparency log is to hold: a signature, what it is over, and whose it is.
struct LogSubmission: Sendable {
    let signed: SignedByKey
    let certificate: X509Certificate
}
