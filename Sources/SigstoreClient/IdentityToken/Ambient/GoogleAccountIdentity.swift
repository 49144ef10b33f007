// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A service account of Google Cloud's in whose name a machine's own account may act: the one that the variable
/// `GOOGLE_SERVICE_ACCOUNT_NAME` names (cloud.google.com, IAM Service Account Credentials, `generateIdToken`).
struct GoogleAccountIdentity: AmbientProvider {
    static let name = "Google Cloud"

    private static let scope = "https://www.googleapis.com/auth/cloud-platform"
    private static let accounts = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"

    private let metadata: GoogleMetadata
    private let account: String

    init?(_ surroundings: AmbientSurroundings) {
        guard let account = surroundings.variable("GOOGLE_SERVICE_ACCOUNT_NAME") else { return nil }
        (metadata, self.account) = (GoogleMetadata(surroundings), account)
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        let access = try await metadata.get("token", FormFields([("scopes", Self.scope)]), for: Self.self, over: client)
        guard let bearer = BearerToken(try Self.secret("access_token", in: access)) else {
            throw Self.failure("the metadata server's access token is none")
        }
        guard let url = URL(string: "\(Self.accounts)\(PercentEncoding.encode(account)):generateIdToken") else {
            throw Self.failure("GOOGLE_SERVICE_ACCOUNT_NAME names no account")
        }
        let wish = JSONValue.object(["audience": .string(audience), "includeEmail": .bool(true)])
        let request = WebRequest(
            .post,
            url,
            fields: [.contentType: "application/json"],
            body: wish.serialized(),
            limits: ExchangeLimits(maximumByteCount: AmbientIdentity.maximumReplyByteCount),
            isRepeatable: true,
            token: bearer
        )
        return try Self.secret("token", in: try await Self.body(of: request, over: client).body)
    }
}
