// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The metadata server of Google Cloud's machines (cloud.google.com, "About VM metadata").
struct GoogleMetadata: Sendable {
    private static let usualHost = "metadata.google.internal"
    private static let maximumHostByteCount = 256
    private static let productNamePath = "/sys/class/dmi/id/product_name"
    private static let maximumProductNameByteCount = 4 << 10
    private static let productNames = ["Google", "Google Compute Engine"]
    private static let flavor = HTTPField.Name("Metadata-Flavor")

    private let host: String

    /// `GCE_METADATA_HOST`, if it is set, names another server, as it does for Google's own libraries.
    init(_ surroundings: AmbientSurroundings) {
        host = surroundings.variable("GCE_METADATA_HOST") ?? Self.usualHost
    }

    /// Whether this machine is one.
    static func isThere(_ surroundings: AmbientSurroundings) -> Bool {
        let limit = maximumProductNameByteCount
        guard let bytes = (try? surroundings.file(productNamePath, maximumByteCount: limit)) ?? nil else {
            return false
        }
        return productNames.contains(IdentityToken.trimmed(bytes))
    }

    /// Asks for something about the machine's own account.
    ///
    /// The server has no TLS: it is at an address of the link alone (169.254.169.254), which the machine's host
    /// answers. So this one request goes out without; what it brings are tokens, which whoever gets in between could
    /// keep as well as the server.
    func get<Provider: AmbientProvider>(
        _ item: String,
        _ query: FormFields,
        for _: Provider.Type,
        over client: WebClient
    ) async throws -> [UInt8] {
        let path = "/computeMetadata/v1/instance/service-accounts/default/"
        guard let flavor = Self.flavor, host.utf8.count <= Self.maximumHostByteCount, !host.contains("/"),
            let url = URL(string: "http://\(host)\(path)\(item)?\(query.encoded)")
        else { throw Provider.failure("GCE_METADATA_HOST names no server") }
        let limits = ExchangeLimits(maximumByteCount: AmbientIdentity.maximumReplyByteCount)
        var request = WebRequest(.get, url, fields: [flavor: "Google"], limits: limits)
        // Whoever answers says as whom this machine signs.
        request.isRedirectable = false
        let reply = try await Provider.body(of: request, over: client.allowingPlainHTTP)
        guard reply.fields[flavor] == "Google" else {
            throw Provider.failure("what answers at '\(host.excerpt())' is not Google Cloud's metadata server")
        }
        return reply.body
    }
}
