// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A time at which somebody whom the trust root names saw the signature.
public struct ObservedTime: Sendable, Hashable, Codable {
    /// Who can observe.
    public enum Source: String, Sendable, Hashable, Codable {
        /// An RFC 3161 authority signed the time and the signature's hash.
        case timestampAuthority
        /// A transparency log signed the time of its entry (Rekor v1's signed entry timestamp).
        case transparencyLog
    }

    /// When.
    public let date: Date
    /// What kind of observer.
    public let source: Source
    /// The observer's URL, from the trust root.
    public let observer: String

    init(date: Date, source: Source, observer: String) {
        (self.date, self.source, self.observer) = (date, source, observer)
    }
}
