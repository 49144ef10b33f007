// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import StrictJSON
import TextEncodings

/// Reads the canonicalized body of a log entry: JSON with `apiVersion`, `kind` and a `spec` of that kind.
///
/// Fields that are not needed are passed over, as logs add some; duplicate names are an error.
package enum LogEntryBody {
    /// The largest body that is read, in bytes; those of attestations with their payload are the largest.
    static let maximumByteCount = 16 << 20
    private static let limits = JSONLimits(
        maximumByteCount: maximumByteCount,
        maximumDepth: 16,
        maximumValueCount: 1 << 14
    )

    /// Reads a body that must be of a kind.
    /// - Throws: `malformedLogEntry`, `logEntryMismatch`, `unsupportedAlgorithm`.
    package static func read(
        _ bytes: [UInt8],
        as expected: LogEntryKind
    ) throws(BundleVerificationError) -> LoggedSignature {
        do {
            var body = try JSONFields(JSONValue(parsing: bytes, limits: limits), path: "")
            let kind = try body.string("kind")
            let version = try body.string("apiVersion")
            guard kind.hasSameBytes(as: expected.kind), version.hasSameBytes(as: expected.version) else {
                throw BundleVerificationError(
                    .logEntryMismatch,
                    "the log holds an entry of the kind '\("\(kind) \(version)".excerpt())', and the bundle says "
                        + "'\(expected.rawValue)'"
                )
            }
            var spec = try body.object("spec")
            return switch expected {
            case .hashedRekordV001: try hashedRekordV001(&spec)
            case .dsseV001: try dsseV001(&spec)
            case .intotoV002: try intotoV002(&spec)
            case .hashedRekordV002: try hashedRekordV002(&spec)
            case .dsseV002: try dsseV002(&spec)
            }
        } catch let error as BundleVerificationError {
            throw error
        } catch {
            throw BundleVerificationError(
                .malformedLogEntry,
                "the body of the log entry (\(expected.rawValue)) cannot be read",
                cause: error
            )
        }
    }
}
