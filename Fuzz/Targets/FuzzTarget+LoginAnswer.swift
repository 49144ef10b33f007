// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    private static let discovery = """
        {"issuer":"https://issuer.example/auth","authorization_endpoint":"https://issuer.example/a",\
        "token_endpoint":"https://issuer.example/t"}
        """
    /// 32 zeros in base64url.
    private static let state = String(repeating: "A", count: 43)

    /// What comes back in the course of a login: a redirect's query, a token, an error, or what another device needs.
    ///
    /// Each input is read as each of them.
    static func loginAnswer(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let outcomes = [try redirect(input), try tokenAnswer(input), try device(input)]
        return outcomes.contains { if case .accepted = $0 { true } else { false } } ? .accepted : .refused
    }

    private static func redirect(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let query = String(decoding: input, as: UTF8.self)
        if let fields = FormFields(parsing: query) {
            let again = FormFields(parsing: fields.encoded)
            // Three characters for one may be more than there may be.
            try require(again == nil || again?.encoded == fields.encoded, "a form is the same when it is written anew")
        }
        let response: AuthorizationResponse
        do {
            let provider = try OpenIDProvider(parsing: Array(discovery.utf8), issuer: issuer)
            response = try AuthorizationResponse(parsing: query, to: loginRequest(to: provider))
        } catch {
            return .refused(error)
        }
        try require(FormFields(parsing: query)?["state"] == state, "a redirect has this login's state")
        try require(FormFields(parsing: query)?["error"] == nil, "a redirect with an error has no code")
        try require(!response.code.isEmpty && response.code.utf8.allSatisfy { 0x20...0x7E ~= $0 }, "a code is ASCII")
        return .accepted
    }

    private static func tokenAnswer(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        do {
            guard case .error(let error) = try TokenEndpoint.answer(parsing: input, of: issuer) else {
                return .accepted
            }
            let shown = error.shown(hiding: ["secret"])
            try require(shown.firstRange(of: "secret") == nil, "an error does not repeat a secret")
            try require(!shown.unicodeScalars.contains { $0.value < 0x20 }, "an error has no control characters")
            return .accepted
        } catch let error as BrokenProperty {
            throw error
        } catch {
            _ = "\(error)"
            return .refused
        }
    }

    private static func device(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let authorization: DeviceAuthorization
        do {
            authorization = try DeviceAuthorization(parsing: input, of: issuer)
        } catch {
            return .refused(error)
        }
        for page in [authorization.page, authorization.completePage].compactMap({ $0 }) {
            try require(page.scheme?.lowercased() == "https", "a login page has TLS")
        }
        let code = authorization.userCode
        try require(!code.isEmpty && code.utf8.allSatisfy { 0x20...0x7E ~= $0 }, "a code can be typed")
        try require(.seconds(1) ... .seconds(60) ~= authorization.interval, "providers are asked once a second at most")
        try require(.seconds(1) ... .seconds(3600) ~= authorization.lifetime, "nobody waits for more than an hour")
        return .accepted
    }
}
