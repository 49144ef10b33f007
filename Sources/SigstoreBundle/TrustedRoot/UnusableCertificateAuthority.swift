// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// An authority that the trusted root names and this package cannot verify: nothing else in the root suffers from it.
package struct UnusableCertificateAuthority: Sendable {
    /// As given; may be empty.
    package let uri: String
    /// Why, as the rest of a sentence about the authority: "its certificate 2 of 2 cannot be checked: …". Bounded.
    package let reason: String

    package init(uri: String, reason: String) {
        (self.uri, self.reason) = (uri, reason.excerpt(UnusableLogInstance.maximumReasonLength))
    }
}
