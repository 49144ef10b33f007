// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension OpenIDProvider {
    /// A form to one of the provider's endpoints, in a client's name, to be sent once.
    func post(_ form: FormFields, of oauthClient: OAuthClient, to endpoint: URL) -> WebRequest {
        var (form, headers) = (form, [.contentType: FormFields.contentType, .accept: "application/json"] as HTTPFields)
        oauthClient.identify(in: &form, &headers, to: self)
        let limits = ExchangeLimits(maximumByteCount: TokenEndpoint.maximumByteCount)
        var request = WebRequest(.post, endpoint, fields: headers, body: Array(form.encoded.utf8), limits: limits)
        request.isConfidential = true
        return request
    }
}
