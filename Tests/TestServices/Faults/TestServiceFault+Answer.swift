// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The faults that any service may have.
extension TestServiceFault {
    /// What is answered in place of any work; `nil` where there is work to do.
    var refusal: TestHTTPResponse? {
        var response = TestHTTPResponse.refusal(503, "out of order")
        switch self {
        case .down: response.delivery = .closed
        case .silent: response.delivery = .silent
        case .status(let status, let seconds):
            response = .refusal(status, "out of order")
            if let seconds { response.headers["Retry-After"] = "\(seconds)" }
        case .redirect:
            response.status = 307
            response.headers["Location"] = "https://other.example/"
        default: return nil
        }
        return response
    }

    /// Spoils a good answer on its way.
    func spoil(_ response: inout TestHTTPResponse) {
        switch self {
        case .garbage: response.body = Array("\u{0}<garbage>{\u{ff}".utf8)
        case .empty: response.body = []
        case .truncated: response.delivery = .truncated(after: response.body.count / 2)
        case .endless: response.delivery = .endless
        case .late(let milliseconds): response.delivery = .late(milliseconds: milliseconds)
        case .lost: response.delivery = .closed
        default: break
        }
    }
}

/// A request, and the circumstances in which a service answers it.
struct TestServiceCall: Sendable {
    let request: TestHTTPRequest
    let fault: TestServiceFault?
    /// The service's clock, which may be wrong.
    let date: Date

    /// All services, as the client calls them.
    var url: String { request.origin }
}
