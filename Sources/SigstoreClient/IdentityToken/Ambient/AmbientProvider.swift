// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import StrictJSON
import TextEncodings

/// Something that gives whatever runs in it an identity.
protocol AmbientProvider: Sendable {
    /// What people call it.
    static var name: String { get }

    /// nil when this process does not run there.
    init?(_ surroundings: AmbientSurroundings)

    /// Gets a token, which nobody has looked at.
    ///
    /// - Throws: ``SigstoreClientError`` with `ambientIdentityFailed`; `CancellationError`.
    func token(for audience: String, over client: WebClient) async throws -> String
}

extension AmbientProvider {
    static func failure(_ reason: String, cause: (any Error)? = nil) -> SigstoreClientError {
        SigstoreClientError(.ambientIdentityFailed, "\(name) gives no identity token: \(reason)", cause: cause)
    }

    /// Sends a request and returns a success's body.
    static func body(of request: WebRequest, over client: WebClient) async throws -> Reply {
        let reply: Reply
        do {
            reply = try await client.send(request)
        } catch let error as TransportError {
            throw failure("it cannot be asked", cause: error)
        }
        guard reply.status.code == 200 else { throw failure("it answers with status \(reply.status.code)") }
        return reply
    }

    /// Reads one text of a JSON object that is a secret.
    static func secret(_ name: String, in body: [UInt8]) throws(SigstoreClientError) -> String {
        do throws(JSONError) {
            var fields = try ProviderExchange.fields(body, maximumByteCount: AmbientIdentity.maximumReplyByteCount)
            return try fields.string(name)
        } catch {
            throw failure("its answer cannot be used: \(error)")
        }
    }

    /// Runs a program that writes a token.
    static func output(
        of program: String,
        _ arguments: [String],
        in surroundings: AmbientSurroundings
    ) async throws -> String {
        let result: AmbientSurroundings.ProgramResult?
        do {
            result = try await surroundings.run(program, arguments)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw failure("its program '\(program)' cannot be run: see that it is on the path", cause: error)
        }
        guard let result else { throw failure("it takes its program '\(program)', and no program may be run here") }
        guard result.status == 0 else {
            throw failure("'\(program) \(arguments.joined(separator: " "))' ended with status \(result.status)")
        }
        return IdentityToken.trimmed(result.output)
    }
}
