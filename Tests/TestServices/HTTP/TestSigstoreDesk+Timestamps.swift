// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// RFC 3161 over HTTP (§3.4).
extension TestSigstoreDesk {
    func answerAsTimestampAuthority(_ call: TestServiceCall) throws -> TestHTTPResponse {
        switch (call.request.method, call.request.path) {
        case ("POST", Self.timestampPath): try labelled(stamp(call))
        case ("GET", "\(Self.timestampPath)/certchain"): certificateChain
        default: .refusal(405, "method is not allowed")
        }
    }

    /// The original calls its refusals replies too, though they are JSON.
    private func labelled(_ response: TestHTTPResponse) -> TestHTTPResponse {
        var response = response
        response.contentType = "application/timestamp-reply"
        return response
    }

    /// `POST` of a TimeStampReq.
    private func stamp(_ call: TestServiceCall) throws -> TestHTTPResponse {
        guard call.request.headers["content-type"] == "application/timestamp-query" else {
            return .refusal(415, "this is not a query for a timestamp")
        }
        guard !call.request.body.isEmpty else { return .refusal(422, "request in body is required") }
        let query: TestTimestampQuery
        do {
            query = try TestTimestampQuery(derEncoded: call.request.body)
        } catch {
            return .refusal(400, "Error generating timestamp response")
        }
        var recipe = TestTimestamp()
        guard query.policy ?? recipe.policy == recipe.policy else {
            return .refusal(400, "unaccepted policy: requested TSA policy is not supported by the TSA")
        }
        (recipe.imprintDigest, recipe.imprint, recipe.nonce) = (query.algorithm, query.digest, query.nonce)
        recipe.date = call.date
        recipe.serialNumber = Array(TestDigest.sha256.hash(call.request.body).prefix(16))
        recipe.certificates = query.wantsCertificate ? .signer : .none
        switch call.fault {
        case .wrongImprint: recipe.imprint = query.algorithm.hash(query.digest)
        case .wrongNonce: recipe.nonce = [9, 9, 9, 9]
        case .withoutNonce: recipe.nonce = nil
        case .otherRequest: (recipe.imprint, recipe.nonce) = (query.algorithm.hash(query.digest), [9, 9, 9, 9])
        case .rejected: (recipe.status, recipe.hasToken) = (2, false)
        default: break
        }
        let authorities =
            call.fault == .otherAuthority
            ? try other(at: call.date).timestampAuthorities : instance.timestampAuthorities
        let response = try authorities[0].stamp([], recipe)
        return TestHTTPResponse(status: 201, contentType: "application/timestamp-reply", response)
    }

    /// `GET /api/v1/timestamp/certchain`.
    private var certificateChain: TestHTTPResponse {
        let pems = instance.timestampAuthorities[0].certificates.map { TestText.pem("CERTIFICATE", $0) }
        return TestHTTPResponse(contentType: "application/pem-certificate-chain", Array(pems.joined().utf8))
    }
}
