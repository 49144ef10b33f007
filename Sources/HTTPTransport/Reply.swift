// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// What a server answered.
public struct Reply: Sendable, Hashable {
    /// 404 is a reply like any other.
    public let status: HTTPResponse.Status
    /// The header fields.
    public let fields: HTTPFields
    /// No longer than the limit that was asked for.
    public let body: [UInt8]

    /// Makes a reply; public for those who write a ``Transport``.
    public init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: [UInt8] = []) {
        (self.status, self.fields, self.body) = (status, fields, body)
    }
}
