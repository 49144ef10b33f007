// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import EmbeddedTrust

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A deployment of Sigstore, known by the TUF repository that says whom it trusts and which services it runs.
public struct SigstoreInstance: Sendable, Hashable {
    /// What people call it: `production`, `staging`, or the repository's address.
    public let name: String
    /// The TUF repository's base URL: metadata lies directly below it, targets in `targets/`.
    public let repository: URL
    /// The TUF root metadata that everything else is verified from, in exactly the bytes that came with the program or that
    /// somebody brought.
    let root: [UInt8]
    /// What the program carries besides; nil for an instance that somebody brought.
    let embedded: EmbeddedTrust?

    private init(name: String, repository: URL, root: [UInt8], embedded: EmbeddedTrust?) {
        (self.name, self.repository, self.root, self.embedded) = (name, repository, root, embedded)
    }

    /// The public good instance, sigstore.dev.
    public static let production = SigstoreInstance(.production, at: "https://tuf-repo-cdn.sigstore.dev")
    /// The instance for trying things out, sigstage.dev: nothing that it certifies should be trusted.
    public static let staging = SigstoreInstance(.staging, at: "https://tuf-repo-cdn.sigstage.dev")

    /// A private instance.
    ///
    /// - Parameters:
    ///   - repository: Its TUF repository's base URL.
    ///   - root: Root metadata that its operator gave you. Whoever chooses these bytes decides whom you trust: do not
    ///     take them from the repository itself.
    public static func custom(at repository: URL, root: [UInt8]) -> SigstoreInstance {
        SigstoreInstance(name: repository.absoluteString, repository: repository, root: root, embedded: nil)
    }

    private init(_ embedded: EmbeddedTrust, at address: String) {
        guard let repository = URL(string: address) else { preconditionFailure("'\(address)' is not a URL") }
        self.init(name: embedded.name, repository: repository, root: embedded.tufRoot, embedded: embedded)
    }
}

extension EmbeddedTrust {
    fileprivate var name: String {
        switch self {
        case .production: "production"
        case .staging: "staging"
        }
    }
}
