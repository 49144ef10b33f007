// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import StrictJSON
import TestSupport
import Testing

@Suite struct SigningConfigTests {
    private func config(_ text: SigningConfigText) throws -> SigningConfig {
        try SigningConfig(parsing: Array(text.text.utf8))
    }

    @Test func `reads every part`() throws {
        let config = try config(SigningConfigText())
        for services in [
            config.certificateAuthorities, config.identityProviders, config.transparencyLogs,
            config.timestampAuthorities,
        ] {
            let service = try #require(services.first)
            #expect(service.url.absoluteString == "https://service.example/path")
            #expect(service.majorAPIVersion == 1)
            #expect(service.validity == ValidityPeriod(start: Date(timeIntervalSince1970: 1_735_689_600)))
            #expect(service.operator == "example.org")
        }
        #expect(config.transparencyLogSelector == .any)
        #expect(config.timestampAuthoritySelector == .exactly(1))
    }

    @Test(
        arguments: [
            ("null", nil), ("{}", nil), (#"{"selector":0}"#, nil), (#"{"selector":"SERVICE_SELECTOR_UNDEFINED"}"#, nil),
            (#"{"selector":"ALL"}"#, .all), (#"{"selector":1}"#, .all), (#"{"selector":2,"count":7}"#, .any),
            (#"{"selector":"EXACT","count":2}"#, .exactly(2)), (#"{"selector":3,"count":"2"}"#, .exactly(2)),
        ] as [(String, SigningConfig.Selector?)]
    )
    func `reads how many services to use`(_ text: String, _ selector: SigningConfig.Selector?) throws {
        #expect(try config(.with(\.logSelector, text)).transparencyLogSelector == selector)
    }

    @Test(arguments: [
        "application/vnd.dev.sigstore.signingconfig.v0.1+json",
        "application/vnd.dev.sigstore.signingconfig+json;version=0.1",
    ])
    func `refuses version 0.1 by name`(_ mediaType: String) {
        expectTrustError(.unsupportedVersion) { _ = try config(.with(\.mediaType, mediaType)) }
    }

    @Test(arguments: ["", "application/vnd.dev.sigstore.signingconfig.v0.3+json", "application/json"])
    func `refuses other media types`(_ mediaType: String) {
        expectTrustError(.wrongMediaType) { _ = try config(.with(\.mediaType, mediaType)) }
    }

    private static let refused: [(SigningConfigText, JSONError.Code)] = [
        (.with(\.extra, #","extra":0"#), .unknownField),
        (.with(\.extra, #","ca_urls":[]"#), .duplicateKey),
        (.with(\.services, ["1"]), .wrongType),
        (.with(\.services, Array(repeating: "{}", count: 257)), .tooManyElements),
        (.with(\.services, [ServiceText.with(\.url, "").text]), .missingField),
        (.with(\.services, [ServiceText.with(\.url, #""url":"""#).text]), .missingField),
        (.with(\.services, [ServiceText.with(\.url, #""url":"service.example""#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.url, #""url":"file:///etc/passwd""#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.url, #""url":"https:///path""#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.version, #""majorApiVersion":-1"#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.version, #""majorApiVersion":"01""#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.version, #""majorApiVersion":4294967296"#).text]), .invalidValue),
        (.with(\.services, [ServiceText.with(\.operator, "").text]), .missingField),
        (.with(\.services, [ServiceText.with(\.operator, #""operator":"a","extra":0"#).text]), .unknownField),
        (.with(\.logSelector, #"{"selector":"SOME"}"#), .unknownEnumValue),
        (.with(\.logSelector, #"{"selector":4}"#), .unknownEnumValue),
        (.with(\.logSelector, #"{"selector":"EXACT"}"#), .missingField),
        (.with(\.logSelector, #"{"selector":"EXACT","count":0}"#), .missingField),
        (.with(\.logSelector, #"{"selector":"ANY","count":-1}"#), .invalidValue),
        (.with(\.logSelector, #"{"selector":"ANY","extra":0}"#), .unknownField),
        (.with(\.logSelector, #""ANY""#), .wrongType),
    ]

    @Test(arguments: refused.indices)
    func `refuses JSON of another shape`(_ index: Int) {
        let (text, reason) = Self.refused[index]
        expectTrustError(.malformed, because: reason) { _ = try config(text) }
    }

    @Test func `refuses a service that is valid since no time`() {
        let text = SigningConfigText.with(\.services, [ServiceText.with(\.validity, "").text])
        expectTrustError(.missingValidityStart) { _ = try config(text) }
    }

    @Test func `no part of a configuration is one, and any flipped bit is survived`() throws {
        let codes: Set<TrustedRootError.Code> = [
            .malformed, .wrongMediaType, .unsupportedVersion, .missingValidityStart,
        ]
        let bytes = Array(SigningConfigText().text.utf8)
        for count in bytes.indices {
            expectTrustError(.malformed) { _ = try SigningConfig(parsing: Array(bytes[..<count])) }
        }
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            do throws(TrustedRootError) {
                #expect(try SigningConfig(parsing: flipped).identityProviders.count == 1)
            } catch {
                #expect(codes.contains(error.code))
            }
        }
    }
}

@Suite struct ClientTrustConfigTests {
    private static func text(
        root: String = #","trustedRoot":\#(TrustedRootText().text)"#,
        config: String = #","signingConfig":\#(SigningConfigText().text)"#,
        extra: String = ""
    ) -> [UInt8] {
        let mediaType = "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json"
        return Array(#"{"mediaType":"\#(mediaType)"\#(root)\#(config)\#(extra)}"#.utf8)
    }

    @Test func `reads both parts`() throws {
        for bytes in [
            Self.text(),
            Self.text(
                root: #","trusted_root":\#(TrustedRootText().text)"#,
                config: #","signing_config":\#(SigningConfigText().text)"#
            ),
        ] {
            let config = try ClientTrustConfig(parsing: bytes)
            #expect(config.trustedRoot.transparencyLogs.count == 1)
            #expect(config.signingConfig.transparencyLogs.count == 1)
        }
    }

    @Test func `refuses one without either part, and unknown fields in all`() {
        let refused: [([UInt8], JSONError.Code)] = [
            (Self.text(root: ""), .missingField), (Self.text(root: #","trustedRoot":null"#), .missingField),
            (Self.text(config: ""), .missingField), (Self.text(extra: #","extra":0"#), .unknownField),
            (Self.text(root: #","trustedRoot":\#(TrustedRootText.with(\.extra, #","extra":0"#))"#), .unknownField),
            (
                Self.text(config: #","signingConfig":\#(SigningConfigText.with(\.extra, #","extra":0"#).text)"#),
                .unknownField
            ),
        ]
        for (bytes, reason) in refused {
            expectTrustError(.malformed, because: reason) { _ = try ClientTrustConfig(parsing: bytes) }
            expectTrustError(.malformed, because: reason) { _ = try TrustConfiguration(parsing: bytes) }
        }
    }

    @Test func `refuses parts of another kind`() {
        let root = TrustedRootText.with(\.mediaType, "application/json")
        expectTrustError(.wrongMediaType) {
            _ = try ClientTrustConfig(parsing: Self.text(root: #","trustedRoot":\#(root)"#))
        }
        let old = SigningConfigText.with(\.mediaType, "application/vnd.dev.sigstore.signingconfig.v0.1+json").text
        expectTrustError(.unsupportedVersion) {
            _ = try ClientTrustConfig(parsing: Self.text(config: #","signingConfig":\#(old)"#))
        }
        expectTrustError(.wrongMediaType) { _ = try ClientTrustConfig(parsing: Array(TrustedRootText().text.utf8)) }
    }

    @Test func `either kind of file says whom to trust`() throws {
        let both = try TrustConfiguration(parsing: Self.text())
        #expect(both.trustedRoot.transparencyLogs.count == 1)
        #expect(both.signingConfig?.transparencyLogs.count == 1)
        let root = try TrustConfiguration(parsing: Array(TrustedRootText().text.utf8))
        #expect(root.trustedRoot.transparencyLogs.count == 1)
        #expect(root.signingConfig.map(\.transparencyLogs.count) == nil)
        expectTrustError(.wrongMediaType) { _ = try TrustConfiguration(parsing: Array(SigningConfigText().text.utf8)) }
        expectTrustError(.malformed, because: .syntax) { _ = try TrustConfiguration(parsing: []) }
        let folder = try TemporaryFolder()
        try folder.write([
            "both.json": String(decoding: Self.text(), as: UTF8.self), "config.json": SigningConfigText().text,
        ])
        let (file, config) = (folder.url.appending(path: "both.json"), folder.url.appending(path: "config.json"))
        #expect(try TrustConfiguration(contentsOf: file).signingConfig?.identityProviders.count == 1)
        #expect(try ClientTrustConfig(contentsOf: file).signingConfig.identityProviders.count == 1)
        #expect(try SigningConfig(contentsOf: config).identityProviders.count == 1)
        expectTrustError(.wrongMediaType) { _ = try TrustConfiguration(contentsOf: config) }
    }
}
