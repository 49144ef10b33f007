// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle

/// The JSON of a good signing configuration, part by part, so that a test can spoil one.
struct SigningConfigText: Sendable {
    var mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json"
    /// Those of every kind.
    var services = [ServiceText().text]
    var logSelector = #"{"selector":"ANY"}"#
    var timestampSelector = #"{"selector":"EXACT","count":1}"#
    var extra = ""

    var text: String {
        let list = "[\(services.joined(separator: ","))]"
        return #"{"mediaType":"\#(mediaType)","caUrls":\#(list),"oidcUrls":\#(list),"rekorTlogUrls":\#(list),"#
            + #""rekorTlogConfig":\#(logSelector),"tsaUrls":\#(list),"tsaConfig":\#(timestampSelector)\#(extra)}"#
    }

    static func with<Value>(_ part: WritableKeyPath<SigningConfigText, Value>, _ value: Value) -> SigningConfigText {
        var text = SigningConfigText()
        text[keyPath: part] = value
        return text
    }
}

/// A service; empty parts are left out.
struct ServiceText: Sendable {
    var url = #""url":"https://service.example/path""#
    var version = #""majorApiVersion":1"#
    var validity = #""validFor":{"start":"2025-01-01T00:00:00Z"}"#
    var `operator` = #""operator":"example.org""#

    var text: String { "{\([url, version, validity, `operator`].filter { !$0.isEmpty }.joined(separator: ","))}" }

    static func with<Value>(_ part: WritableKeyPath<ServiceText, Value>, _ value: Value) -> ServiceText {
        var text = ServiceText()
        text[keyPath: part] = value
        return text
    }
}
