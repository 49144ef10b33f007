// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How often, and after which wait, a request is sent again.
///
/// After the n-th failure a client waits for a random time between nothing and `base * 2^(n-1)` ("full jitter"), so that
/// clients that failed together do not come back together; or for as long as the server's `Retry-After` says.
public struct RetryPolicy: Sendable, Hashable {
    /// Three more attempts.
    public static let `default` = RetryPolicy(maximumCount: 3)
    /// One attempt.
    public static let none = RetryPolicy(maximumCount: 0)

    /// How many attempts there are after the first.
    public var maximumCount: Int
    /// The longest wait after the first failure.
    public var base: Duration
    /// The longest wait. A `Retry-After` beyond it ends the attempts, and the reply that has it is the final one.
    public var longest: Duration

    /// Makes a policy of these numbers.
    public init(maximumCount: Int, base: Duration = .milliseconds(500), longest: Duration = .seconds(30)) {
        (self.maximumCount, self.base, self.longest) = (maximumCount, base, longest)
    }

    /// The wait after a number of attempts, of which a fraction in 0...1 is random.
    func wait(after count: Int, fraction: Double) -> Duration {
        let doublings = Double(1 << min(max(count - 1, 0), 20))
        return min(base * doublings, longest) * min(max(fraction, 0), 1)
    }
}
