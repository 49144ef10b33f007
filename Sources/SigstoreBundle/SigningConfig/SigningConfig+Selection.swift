// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension SigningConfig {
    /// What a service does.
    public enum ServiceKind: Sendable, Hashable, CaseIterable {
        /// Issues certificates.
        case certificateAuthority
        /// Says who somebody is.
        case identityProvider
        /// Logs signatures.
        case transparencyLog
        /// Signs time.
        case timestampAuthority
    }

    /// The services to use at `date`, best first: always the same ones, so that nothing is left to chance.
    ///
    /// Of those that are valid then, only the highest of `supportedVersions` counts; of each operator, the service that
    /// began last; of these, as many as the configuration says. It asks for one authority and one identity provider.
    /// - Throws: ``TrustedRootError`` with `noService`, also when none is configured, `notEnoughServices` or
    ///   `undefinedSelector`.
    /// - SeeAlso: sigstore_trustroot.proto, `Service` and `SigningConfig`.
    public func services(
        of kind: ServiceKind,
        at date: Date,
        supportedVersions: Set<UInt32>
    ) throws(TrustedRootError) -> [Service] {
        let (all, configured) = list(of: kind)
        let valid = all.filter { supportedVersions.contains($0.majorAPIVersion) && $0.validity.contains(date) }
        guard let version = valid.map(\.majorAPIVersion).max() else {
            throw TrustedRootError(
                .noService,
                "none of the \(all.count) services of the kind \(kind) is valid now and of a version that is supported"
            )
        }
        guard let selector = configured else {
            throw TrustedRootError(.undefinedSelector, "the configuration does not say how many of \(kind) to use")
        }
        let candidates = Self.newestOfEachOperator(valid.filter { $0.majorAPIVersion == version })
        switch selector {
        case .any: return Array(candidates.prefix(1))
        case .all: return candidates
        case .exactly(let count):
            guard candidates.count >= count else {
                throw TrustedRootError(
                    .notEnoughServices,
                    "\(count) services of the kind \(kind) by different operators are needed, and \(candidates.count) are "
                        + "valid now and of version \(version)"
                )
            }
            return Array(candidates.prefix(count))
        }
    }

    private func list(of kind: ServiceKind) -> ([Service], Selector?) {
        switch kind {
        case .certificateAuthority: (certificateAuthorities, .any)
        case .identityProvider: (identityProviders, .any)
        case .transparencyLog: (transparencyLogs, transparencyLogSelector)
        case .timestampAuthority: (timestampAuthorities, timestampAuthoritySelector)
        }
    }

    /// Those that began last come first, and among equals those that the list has first.
    private static func newestOfEachOperator(_ services: [Service]) -> [Service] {
        let ordered = services.enumerated().sorted {
            ($1.element.validity.start, $0.offset) < ($0.element.validity.start, $1.offset)
        }
        var operators: Set<[UInt8]> = []
        return ordered.map(\.element).filter { operators.insert(Array($0.operator.utf8)).inserted }
    }
}
