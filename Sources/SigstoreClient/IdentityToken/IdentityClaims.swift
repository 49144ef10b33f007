// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a JWT claims, read strictly and believed by nobody.
struct IdentityClaims: Sendable {
    /// Tokens have one to four KiB; header fields of requests, in which they are sent, cannot have many times that.
    static let maximumByteCount = 64 << 10
    private static let maximumTextByteCount = 2 << 10
    private static let maximumAudienceCount = 64
    private static let limits = JSONLimits(
        maximumByteCount: maximumByteCount,
        maximumDepth: 16,
        maximumValueCount: 4096
    )
    /// From 1970 until the year 9999.
    private static let times = 0...Double(253_402_300_799)

    let bearer: BearerToken
    /// `iss`
    let issuer: String
    /// `sub`
    let subject: String
    /// `aud`, one or several.
    let audiences: [String]
    /// `exp`
    let expiry: Date
    /// `nbf`
    let notBefore: Date?
    /// `iat`
    let issuedAt: Date?
    /// `nonce`
    let nonce: String?
    /// `email`
    let email: String?
    /// `email_verified`
    let isEmailVerified: Bool
    /// `federated_claims.connector_id`, as Dex has it.
    let connector: String?

    /// - Throws: `malformedToken`.
    init(parsing text: String) throws(SigstoreClientError) {
        guard text.utf8.count <= Self.maximumByteCount else { throw Self.error("it is longer than 64 KiB") }
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw Self.error("it is not three parts with dots between them, a JWT in compact form")
        }
        let bytes = parts.compactMap { Base64URL.decode($0) }
        guard bytes.count == 3, let bearer = BearerToken(text) else {
            throw Self.error("a part of it is not base64url")
        }
        self.bearer = bearer
        do throws(JSONError) {
            var header = try Self.fields(bytes[0], of: "header")
            _ = try header.string("alg")
            var fields = try Self.fields(bytes[1], of: "payload")
            issuer = try Self.text("iss", in: &fields)
            subject = try Self.text("sub", in: &fields)
            audiences = try Self.audiences(in: &fields)
            guard let expiry = try Self.time("exp", in: &fields) else {
                throw JSONError(.missingField, "\(fields.path(of: "exp")) is missing")
            }
            self.expiry = expiry
            notBefore = try Self.time("nbf", in: &fields)
            issuedAt = try Self.time("iat", in: &fields)
            nonce = try fields.optionalString("nonce")
            email = try Self.optionalText("email", in: &fields)
            isEmailVerified = try Self.isTrue("email_verified", in: &fields)
            var federated = try fields.optionalObject("federated_claims")
            connector = try federated?.optionalString("connector_id")
        } catch {
            throw Self.error("\(error)")
        }
        guard ["https://", "http://"].contains(where: { issuer.utf8.starts(with: $0.utf8) }),
            issuer.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        else {
            throw Self.error("its issuer '\(issuer.excerpt())' is not a URL of https")
        }
    }

    private static func error(_ reason: String) -> SigstoreClientError {
        SigstoreClientError(.malformedToken, "this is no identity token of OpenID Connect: \(reason)")
    }

    /// What the parser says of names and numbers in a document is left out: these bytes are a secret's.
    private static func fields(_ bytes: [UInt8], of name: String) throws(JSONError) -> JSONFields {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw JSONError(error.code, "its \(name) is not JSON, or says something twice")
        }
        return try JSONFields(value, path: name)
    }

    private static func text(_ name: String, in fields: inout JSONFields) throws(JSONError) -> String {
        guard let text = try optionalText(name, in: &fields) else {
            throw JSONError(.missingField, "\(fields.path(of: name)) is missing")
        }
        return text
    }

    private static func optionalText(_ name: String, in fields: inout JSONFields) throws(JSONError) -> String? {
        guard let text = try fields.optionalString(name) else { return nil }
        guard 1...maximumTextByteCount ~= text.utf8.count else {
            throw JSONError(.invalidValue, "\(fields.path(of: name)) is empty, or longer than 2 KiB")
        }
        return text
    }

    /// A text or a list of them (RFC 7519 §4.1.3).
    private static func audiences(in fields: inout JSONFields) throws(JSONError) -> [String] {
        var audiences: [String] = []
        switch try fields.required("aud") {
        case .string(let text): audiences = [text]
        case .array(let values) where 1...maximumAudienceCount ~= values.count:
            for value in values {
                guard case .string(let text) = value else { continue }
                audiences.append(text)
            }
            guard audiences.count == values.count else { fallthrough }
        default: throw JSONError(.wrongType, "\(fields.path(of: "aud")) is neither a text nor a list of texts")
        }
        return audiences
    }

    /// Seconds since 1970, with or without a fraction (RFC 7519 §2, "NumericDate").
    private static func time(_ name: String, in fields: inout JSONFields) throws(JSONError) -> Date? {
        guard let value = fields.value(name), value != .null else { return nil }
        guard case .number(let number) = value, let seconds = Double(number.literal), times ~= seconds else {
            throw JSONError(.invalidValue, "\(fields.path(of: name)) is not a time in seconds")
        }
        return Date(timeIntervalSince1970: seconds)
    }

    /// A boolean, or the word for one, as a few providers write it and Fulcio reads it.
    private static func isTrue(_ name: String, in fields: inout JSONFields) throws(JSONError) -> Bool {
        switch fields.value(name) {
        case nil, .null: return false
        case .bool(let value): return value
        case .string("true"): return true
        case .string("false"): return false
        default: throw JSONError(.wrongType, "\(fields.path(of: name)) is neither true nor false")
        }
    }
}
