// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The parts of a trust root, and what clients want around it.
package enum TestTrustRoot {
    package static let mediaType = "application/vnd.dev.sigstore.trustedroot+json;version=0.1"

    static func authority(
        uri: String,
        commonName: String,
        chain: [[UInt8]],
        window: TestWindow,
        operatorName: String?
    ) -> TestJSON {
        var result: TestJSON = [
            "subject": ["organization": "sigstore.test", "commonName": .string(commonName)],
            "uri": .string(uri),
            "certChain": ["certificates": .array(chain.map { ["rawBytes": .bytes($0)] })],
            "validFor": window.json,
        ]
        if let operatorName { result["operator"] = .string(operatorName) }
        return result
    }

    /// A `ClientTrustConfig` around a trust root, with a signing configuration that names the instance's services.
    package static func clientConfiguration(around root: [UInt8], for instance: TestSigstore) -> TestJSON {
        let provider = service(TestSigstore.identityProvider, instance.authorities.first?.window)
        let authority = instance.authorities.first.map { service($0.uri, $0.window) }
        let log = instance.rekorV1.first.map { service($0.instance.baseURL, $0.instance.window) }
        let timestamps = instance.timestampAuthorities.first.map { service($0.uri, $0.window) }
        return [
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": .raw(String(decoding: root, as: UTF8.self)),
            "signingConfig": [
                "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
                "caUrls": .array([authority].compactMap(\.self)),
                "oidcUrls": [provider],
                "rekorTlogUrls": .array([log].compactMap(\.self)),
                "rekorTlogConfig": ["selector": "ANY"],
                "tsaUrls": .array([timestamps].compactMap(\.self)),
                "tsaConfig": ["selector": "ANY"],
            ],
        ]
    }

    /// A `Service` of a signing configuration.
    static func service(_ url: String, _ window: TestWindow?, version: Int = 1) -> TestJSON {
        [
            "url": .string(url), "majorApiVersion": .number("\(version)"), "validFor": (window ?? TestWindow()).json,
            "operator": "sigstore.test",
        ]
    }
}
