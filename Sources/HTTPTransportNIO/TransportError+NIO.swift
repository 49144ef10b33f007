// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import HTTPTransport
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension TransportError {
    /// What an error of AsyncHTTPClient, or of what it stands on, means to whoever sent the request.
    init(_ error: any Error, _ address: WebAddress, through proxy: ProxyServer?) {
        if let error = error as? TransportError {
            self = error
            return
        }
        let place = address.shown
        let way = proxy.map { " through the proxy \($0)" } ?? ""
        let code = Self.code(of: error)
        let message =
            switch code {
            case .timedOut:
                "no connection to '\(place)'\(way) in time: check the network and the proxy settings"
            case .unreachable:
                "cannot connect to '\(place)'\(way): check the name, the network and the proxy settings"
            case .brokenConnection:
                "the connection to '\(place)'\(way) ended before the reply did: try again later"
            case .untrustedServer:
                "no trusted TLS connection to '\(place)'\(way): if its certificate is of a private authority, name that authority's PEM file, for instance with SSL_CERT_FILE"
            case .badReply:
                "what '\(place)'\(way) sent is not HTTP"
            case .tooLong:
                "the reply of '\(place)'\(way) has too many or too long header fields"
            case .unusableProxy:
                "the proxy does not connect to '\(place)'\(way): check its address and the user and password for it"
            default:
                "the request to '\(place)'\(way) failed"
            }
        self.init(code, message, cause: SystemReason(error) ?? error)
    }

    private static func code(of error: any Error) -> Code {
        switch error {
        case let error as HTTPClientError: code(of: error)
        case let error as NIOConnectionError: code(of: error)
        case NIOSSLError.uncleanShutdown: .brokenConnection
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .untrustedServer
        case HTTPParserError.invalidEOFState: .brokenConnection
        case HTTPParserError.headerOverflow: .tooLong
        case is HTTPParserError: .badReply
        case ChannelError.connectTimeout: .timedOut
        case is ChannelError, is any NIOHTTP2Error: .brokenConnection
        case let error as IOError: code(of: error)
        case is SocketAddressError: .unreachable
        default: .failed
        }
    }

    private static func code(of error: HTTPClientError) -> Code {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout,
            .tlsHandshakeTimeout, .httpProxyHandshakeTimeout:
            .timedOut
        case .remoteConnectionClosed, .uncleanShutdown: .brokenConnection
        case .proxyAuthenticationRequired, .invalidProxyResponse, .invalidProxyConfiguration: .unusableProxy
        default: .failed
        }
    }

    private static func code(of error: NIOConnectionError) -> Code {
        let isLate = error.connectionErrors.contains {
            if case ChannelError.connectTimeout = $0.error { true } else { false }
        }
        return isLate ? .timedOut : .unreachable
    }

    private static func code(of error: IOError) -> Code {
        switch error.errnoCode {
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: .brokenConnection
        case ETIMEDOUT: .timedOut
        default: .unreachable
        }
    }
}
