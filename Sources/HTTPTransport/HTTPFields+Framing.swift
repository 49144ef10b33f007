// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

extension HTTPFields {
    /// What delimits messages and manages connections, which is the transport's business (RFC 9110 §7.6.1, RFC 9112 §6).
    private static let framing: Set<String> = [
        "connection", "content-length", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer",
        "transfer-encoding", "upgrade", "expect",
    ]

    /// The fields without those that are the transport's own.
    package var withoutFraming: HTTPFields { HTTPFields(filter { !Self.framing.contains($0.name.canonicalName) }) }
}
