// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import TextEncodings

/// The kinds of log entry that are read, by kind and version.
package enum LogEntryKind: String, Sendable, CaseIterable {
    case hashedRekordV001 = "hashedrekord 0.0.1"
    case dsseV001 = "dsse 0.0.1"
    case intotoV002 = "intoto 0.0.2"
    case hashedRekordV002 = "hashedrekord 0.0.2"
    case dsseV002 = "dsse 0.0.2"

    /// - Throws: `unsupportedAlgorithm`.
    init(_ entry: TransparencyLogEntry) throws(BundleVerificationError) {
        let name = "\(entry.kind) \(entry.version)"
        guard let kind = Self.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) }) else {
            throw BundleVerificationError(
                .unsupportedAlgorithm,
                "the log entry is of the kind '\(name.excerpt())'; those that are read are "
                    + Self.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        self = kind
    }

    var service: RecognizedEntry.Service {
        switch self {
        case .hashedRekordV001, .dsseV001, .intotoV002: .rekorV1
        case .hashedRekordV002, .dsseV002: .rekorV2
        }
    }

    var kind: String { String(rawValue.prefix { $0 != " " }) }
    var version: String { String(rawValue.drop { $0 != " " }.dropFirst()) }
}
