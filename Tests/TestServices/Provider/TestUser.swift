// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Whom a token stands for, and so a certificate.
package enum TestIdentity: Sendable, Hashable {
    /// Somebody with an address that the provider has verified.
    case email(String)
    /// A machine whose subject is a URI.
    case uri(String)
    /// A workflow of GitHub Actions, whose certificate is for a URI that is not the token's subject.
    case workflow(String)

    /// Reads what a certificate is for: a workflow of GitHub's, another URI, or an address.
    package init(_ text: String) {
        guard text.contains("://") else {
            self = .email(text)
            return
        }
        self = text.hasPrefix("https://github.com/") && text.contains("@") ? .workflow(text) : .uri(text)
    }

    /// What the certificate is for.
    package var name: String {
        switch self {
        case .email(let text), .uri(let text), .workflow(let text): text
        }
    }

    /// The token's subject.
    package var subject: String {
        switch self {
        // What Dex makes of a user and a connector is opaque, and so is this.
        case .email: "CgVzb21lb25lEgR0ZXN0"
        case .uri(let text): text
        case .workflow: "repo:example/model:ref:refs/heads/main"
        }
    }

    /// What proof of possession is signed over.
    package var proofSubject: String {
        if case .email(let address) = self { address } else { subject }
    }
}

/// Who sits before the browser.
package struct TestUser: Sendable {
    package var identity: TestIdentity
    package var consents: Bool
    /// What a device is told before it is told the truth: `authorization_pending`, `slow_down` (RFC 8628 §3.5).
    package var devicePolls: [String]

    package init(
        _ identity: TestIdentity = .email("signer@example.com"),
        consents: Bool = true,
        devicePolls: [String] = ["authorization_pending"]
    ) {
        (self.identity, self.consents, self.devicePolls) = (identity, consents, devicePolls)
    }
}
