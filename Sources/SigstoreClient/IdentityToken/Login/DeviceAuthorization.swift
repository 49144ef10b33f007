// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where to go with another device, and what to type in there (RFC 8628 §3.2).
public struct DeviceAuthorization: Sendable, CustomStringConvertible, CustomReflectable {
    static let maximumByteCount = 64 << 10
    private static let maximumCodeByteCount = 8 << 10
    private static let maximumUserCodeByteCount = 64
    /// An hour; most give fifteen minutes.
    private static let maximumLifetime: Int64 = 3600
    private static let maximumInterval: Int64 = 60
    private static let defaultInterval: Int64 = 5

    /// The page to open.
    public let page: URL
    /// The page that has the code already, for a QR code; nil when the provider has none.
    public let completePage: URL?
    /// What to type in there.
    public let userCode: String

    /// What stands for this login; nobody types it.
    let deviceCode: String
    package let lifetime: Duration
    package let interval: Duration

    /// Reads the provider's answer.
    ///
    /// - Throws: `unusableProvider`.
    package init(parsing body: [UInt8], of issuer: String) throws(SigstoreClientError) {
        do throws(JSONError) {
            var fields = try ProviderExchange.fields(body, maximumByteCount: Self.maximumByteCount)
            let isSecure = issuer.utf8.starts(with: "https:".utf8)
            deviceCode = try Self.text("device_code", in: &fields, maximumByteCount: Self.maximumCodeByteCount)
            userCode = try Self.text("user_code", in: &fields, maximumByteCount: Self.maximumUserCodeByteCount)
            // Some providers call it `verification_url`, as a draft did.
            let name = "verification_uri"
            var place = try fields.optionalString(name)
            if place == nil { place = try fields.string("verification_url") }
            page = try OpenIDProvider.url(place ?? "", name, isSecure)
            let complete = "verification_uri_complete"
            if let text = try fields.optionalString(complete) {
                completePage = try OpenIDProvider.url(text, complete, isSecure)
            } else {
                completePage = nil
            }
            let seconds = try fields.integer("expires_in")
            let pause = try fields.optionalInteger("interval") ?? Self.defaultInterval
            guard seconds > 0, pause >= 0 else { throw JSONError(.invalidValue, "its times are not above zero") }
            lifetime = .seconds(min(seconds, Self.maximumLifetime))
            interval = .seconds(min(max(pause, 1), Self.maximumInterval))
        } catch {
            throw SigstoreClientError(
                .unusableProvider,
                "the answer of '\(issuer.excerpt())' does not say how to log in on another device: \(error)"
            )
        }
    }

    private static func text(
        _ name: String,
        in fields: inout JSONFields,
        maximumByteCount: Int
    ) throws(JSONError) -> String {
        let text = try fields.string(name)
        guard 1...maximumByteCount ~= text.utf8.count, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            throw JSONError(.invalidValue, "\(name) is empty, too long, or not of ASCII characters")
        }
        return text
    }

    /// Where to go, without the codes.
    public var description: String { "a login at \(page.absoluteString.excerpt())" }
    /// Shows no code to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["page": page]) }
}
