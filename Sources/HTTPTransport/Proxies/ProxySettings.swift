// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which proxy a request goes through, as programs on Unix take it from the environment.
///
/// `http_proxy` and `https_proxy` are for URLs of these schemes and `all_proxy` for both; `no_proxy` names hosts that
/// are reached without one. Each name is looked up in lower case first, then in capitals, and an empty value counts as
/// none. In a CGI program, which `REQUEST_METHOD` gives away, `HTTP_PROXY` is what a client sent as a field `Proxy`,
/// and is left alone. This machine itself is never reached through a proxy, nor is the metadata server of a cloud's
/// machine.
public struct ProxySettings: Sendable {
    /// No proxies.
    public static let none = ProxySettings(environment: [:])

    private struct Setting: Sendable {
        let variable: String
        let value: String
    }
    private let plain: Setting?
    private let secure: Setting?
    private let exceptions: ProxyExceptions

    /// Takes the settings from an environment, such as the process's own.
    public init(environment: [String: String]) {
        func setting(_ names: [String]) -> Setting? {
            for name in names.flatMap({ [$0, $0.uppercased()] }) {
                if name == "HTTP_PROXY", environment["REQUEST_METHOD"] != nil { continue }
                if let value = environment[name], !value.isEmpty { return Setting(variable: name, value: value) }
            }
            return nil
        }
        plain = setting(["http_proxy", "all_proxy"])
        secure = setting(["https_proxy", "all_proxy"])
        exceptions = ProxyExceptions(setting(["no_proxy"])?.value ?? "")
    }

    /// The proxy to reach a URL through; `nil` for none.
    ///
    /// - Throws: `unusableProxy` if the one that is set cannot be used; `forbiddenURL`.
    public func proxy(for url: URL) throws(TransportError) -> ProxyServer? {
        try proxy(for: WebAddress(url).origin)
    }

    package func proxy(for origin: WebOrigin) throws(TransportError) -> ProxyServer? {
        guard !origin.host.isNearLoopback, !origin.host.isMetadataServer, !exceptions.contain(origin),
            let setting = origin.scheme == .http ? plain : secure
        else { return nil }
        return try ProxyServer(setting.value, from: setting.variable)
    }
}
