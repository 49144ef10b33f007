// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix

/// The port behind a ``RedirectListener``, for whoever connects to it.
final class RedirectServer: Sendable {
    /// Browsers open some connections in advance.
    private static let maximumConnectionCount = 16
    /// Codes are long with some providers, and browsers send the cookies of all ports.
    private static let maximumHeadByteCount = 64 << 10
    private static let maximumFieldCount = 100

    /// `localhost` and the port.
    let authority: String
    private let channel: any Channel
    private let connections: RedirectConnections

    private init(_ channel: any Channel, authority: String, _ connections: RedirectConnections) {
        (self.channel, self.authority, self.connections) = (channel, authority, connections)
    }

    static func start(
        path: String,
        _ arrived: AsyncStream<RedirectArrival>.Continuation
    ) async throws -> RedirectServer {
        let connections = RedirectConnections(maximumCount: maximumConnectionCount)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { connection in
                connection.eventLoop.makeCompletedFuture {
                    guard connections.add(connection) else { throw ChannelError.ioOnClosedChannel }
                    try configure(connection, path: path, arrived)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let authority = authority(of: channel) else {
            try await channel.close()
            throw ChannelError.unknownLocalAddress
        }
        return RedirectServer(channel, authority: authority, connections)
    }

    /// Closes the port and all connections.
    func stop() async {
        try? await channel.close()
        await connections.close()
    }

    private static func configure(
        _ connection: any Channel,
        path: String,
        _ arrived: AsyncStream<RedirectArrival>.Continuation
    ) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = maximumHeadByteCount
        limits.maxHeaderListSize = maximumHeadByteCount
        limits.maxHeaderFieldCount = maximumFieldCount
        let pipeline = connection.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withErrorHandling: true,
            withOutboundHeaderValidation: true,
            withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
            withDecoderLimitConfiguration: limits
        )
        let authority = authority(of: connection) ?? ""
        try pipeline.addHandler(RedirectHandler(authority: authority, path: path, arrived))
    }

    private static func authority(of channel: any Channel) -> String? {
        channel.localAddress?.port.map { "localhost:\($0)" }
    }
}
