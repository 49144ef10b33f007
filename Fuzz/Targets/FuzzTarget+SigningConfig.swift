// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    /// What a signing configuration selects is valid, of one version that is supported, and of different operators.
    static func signingConfig(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let config: SigningConfig
        do {
            config = try SigningConfig(parsing: input)
        } catch {
            return .refused(error)
        }
        let all = config.certificateAuthorities + config.transparencyLogs + config.timestampAuthorities
        for date in [Date(timeIntervalSince1970: 1_750_000_000)] + all.map(\.validity.start) {
            for kind in SigningConfig.ServiceKind.allCases { try select(kind, of: config, at: date) }
        }
        return .accepted
    }

    private static func select(
        _ kind: SigningConfig.ServiceKind,
        of config: SigningConfig,
        at date: Date
    ) throws(BrokenProperty) {
        let services: [SigningConfig.Service]
        do {
            services = try config.services(of: kind, at: date, supportedVersions: [1, 2])
        } catch {
            _ = error.description
            return
        }
        try require(!services.isEmpty, "a selection has a service")
        try require(services.allSatisfy { $0.validity.contains(date) }, "what is selected is valid")
        try require(Set(services.map(\.majorAPIVersion)).count == 1, "what is selected has one version")
        try require([1, 2].contains(services.first?.majorAPIVersion), "the version is supported")
        let operators = Set(services.map { Array($0.operator.utf8) })
        try require(operators.count == services.count, "what is selected has different operators")
        let again = try? config.services(of: kind, at: date, supportedVersions: [1, 2])
        try require(again == services, "a selection is the same a second time")
    }
}
