// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// One connection to a ``RedirectListener``: takes one request, sends one page, and closes.
final class RedirectHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = RedirectPage
    typealias OutboundOut = HTTPServerResponsePart

    /// How long a connection may take to say what it wants.
    private static let patience: TimeAmount = .seconds(30)

    private let authority: String
    private let path: String
    private let arrived: AsyncStream<RedirectArrival>.Continuation
    private var deadline: Scheduled<Void>?
    private var hasRequest = false

    init(authority: String, path: String, _ arrived: AsyncStream<RedirectArrival>.Continuation) {
        (self.authority, self.path, self.arrived) = (authority, path, arrived)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data), !hasRequest else { return }
        hasRequest = true
        deadline?.cancel()
        switch RedirectRequest(head, authority: authority, path: path) {
        case .refused(let status):
            send(RedirectPage(status), context)
        case .redirect(let query):
            let arrival = RedirectArrival(query: query, connection: context.channel)
            // One waits at a time; whoever comes meanwhile is told so.
            guard case .enqueued = arrived.yield(arrival) else {
                return send(RedirectPage(.gone), context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        write(unwrapOutboundIn(data), promise, context)
    }

    private func send(_ page: RedirectPage, _ context: ChannelHandlerContext) {
        write(page, nil, context)
        context.flush()
    }

    private func write(_ page: RedirectPage, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(page.head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: page.html)))), promise: nil)
        let end = promise ?? context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        end.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: end)
    }
}
