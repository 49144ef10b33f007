// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The chain of roots (§5.3), as far as it is stored.
extension MetadataStore {
    /// What is trusted after all roots that are stored.
    ///
    /// With a bootstrap root the chain begins there every time, so that nobody who can write to the folder can bring a root of
    /// their own; without one it begins with the stored root. A stored root that does not continue the chain ends it.
    /// - Throws: ``TUFError`` with `notCached` or `unusableStore` when there is nothing to begin with; what
    ///   ``TrustedMetadata`` throws for it.
    func trustedRoots(
        from bootstrapRoot: [UInt8]?,
        expiry: CachedRepository.Expiry,
        _ limits: UpdaterLimits
    ) throws(TUFError) -> TrustedMetadata {
        var first = bootstrapRoot
        if first == nil { first = try metadata(of: .root, limits) }
        guard let first else {
            throw TUFError(.notCached, "there is no root.json in '\(path)', and trust begins with it")
        }
        var trusted = try TrustedMetadata(root: first, expiry: expiry)
        while let next = nextRoot(after: trusted, limits) { trusted = next }
        return trusted
    }

    private func nextRoot(after trusted: TrustedMetadata, _ limits: UpdaterLimits) -> TrustedMetadata? {
        let (version, overflow) = trusted.root.header.version.addingReportingOverflow(1)
        guard !overflow, let bytes = (try? root(version: version, limits)) ?? nil else { return nil }
        var next = trusted
        return (try? next.accept(root: bytes)) == nil ? nil : next
    }
}
