// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Where a request may go without TLS.
public enum PlainHTTP: Sendable, Hashable {
    /// To this machine: `127.0.0.0/8`, `[::1]` and `localhost`.
    case loopbackOnly
    /// Anywhere. What arrives may be anybody's: only for content that proves itself, in a network that is trusted.
    case everywhere
}
