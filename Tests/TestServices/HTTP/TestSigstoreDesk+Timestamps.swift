// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// RFC 3161 over HTTP (§3.4).
extension TestSigstoreDesk {
    /// `POST` of a TimeStampReq.
    func stamp(_ request: TestHTTPRequest) throws -> TestHTTPResponse {
        guard request.headers["content-type"] == "application/timestamp-query" else {
            return .refusal(415, "this is not a query for a timestamp")
        }
        let query = try TestTimestampQuery(derEncoded: request.body)
        var recipe = TestTimestamp()
        (recipe.imprintDigest, recipe.imprint, recipe.nonce) = (query.algorithm, query.digest, query.nonce)
        recipe.date = now
        recipe.serialNumber = Array(TestDigest.sha256.hash(request.body).prefix(16))
        recipe.certificates = query.wantsCertificate ? .signer : .none
        let response = try instance.timestampAuthorities[0].stamp([], recipe)
        return TestHTTPResponse(status: 201, contentType: "application/timestamp-reply", response)
    }
}
