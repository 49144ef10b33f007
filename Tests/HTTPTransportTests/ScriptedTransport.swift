// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import Synchronization

/// Answers from a list, and keeps what was asked.
final class ScriptedTransport: Transport {
    struct Exchange: Sendable {
        let request: HTTPRequest
        let body: [UInt8]
        let limits: ExchangeLimits

        var url: String { "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")" }
    }

    typealias Answer = Result<Reply, TransportError>

    private let state: Mutex<(answers: [Answer], exchanges: [Exchange])>

    /// - Parameter answers: One an exchange; the last one stays.
    init(_ answers: [Answer]) { state = Mutex((answers, [])) }

    convenience init(_ replies: Reply...) { self.init(replies.map { .success($0) }) }

    var exchanges: [Exchange] { state.withLock { $0.exchanges } }

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        let answer = state.withLock { state -> Answer? in
            state.exchanges.append(Exchange(request: request, body: body, limits: limits))
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first
        }
        guard let answer else { throw TransportError(.unreachable, "nobody answers") }
        return try answer.get()
    }
}

extension URL {
    static let example = URL(string: "https://one.example/a") ?? URL(filePath: "/")
}

extension Reply {
    static func status(_ code: Int, _ fields: HTTPFields = [:]) -> Reply {
        Reply(status: HTTPResponse.Status(code: code), fields: fields)
    }

    static func redirect(_ code: Int = 302, to location: String) -> Reply { .status(code, [.location: location]) }
}
