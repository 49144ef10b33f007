// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportError {
    /// What an error of `URLSession` means to whoever sent the request.
    ///
    /// - Parameter hasHead: Whether the reply had begun.
    init(_ error: any Error, _ address: WebAddress, hasHead: Bool) {
        if let error = error as? TransportError {
            self = error
            return
        }
        let place = address.shown
        let code = (error as? URLError).map { Self.code(of: $0, address, hasHead: hasHead) } ?? .failed
        let message =
            switch code {
            case .timedOut: "no answer of '\(place)' in time: check the network and the proxy settings"
            case .unreachable:
                "cannot connect to '\(place)': check the name, the network and the proxy settings"
            case .brokenConnection: "the connection to '\(place)' ended before the reply did: try again later"
            case .untrustedServer:
                "no trusted TLS connection to '\(place)': its certificate has to be of an authority that the system trusts"
            case .badReply: "what '\(place)' sent is not HTTP"
            default: "the request to '\(place)' failed"
            }
        // The session's own error holds the whole URL, secrets and all.
        self.init(code, message, cause: SessionFailure(error as NSError))
    }

    private static func code(of error: URLError, _ address: WebAddress, hasHead: Bool) -> Code {
        #if canImport(FoundationNetworking)
        // There most errors of libcurl have no code of their own.
        switch error.code {
        case .unknown: return address.origin.scheme == .https && !hasHead ? .untrustedServer : .brokenConnection
        case .badServerResponse: return .brokenConnection
        case .unsupportedURL: return .badReply
        default: break
        }
        #endif
        return switch error.code {
        case .timedOut: .timedOut
        case .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet: .unreachable
        case .networkConnectionLost: .brokenConnection
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
            .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
            .untrustedServer
        case .badServerResponse, .cannotParseResponse: .badReply
        default: .failed
        }
    }
}

/// What `URLSession` says of a failure.
private struct SessionFailure: Error, CustomStringConvertible {
    let description: String

    init(_ error: NSError) { description = "\(error.localizedDescription) (\(error.domain) \(error.code))" }
}
