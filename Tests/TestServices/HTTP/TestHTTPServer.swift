// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Answers HTTP/1.1 on a port of its own of the loopback interface, from the end of its initialiser until it is gone.
///
/// Each connection has a thread and carries one request. A client cannot make it wait, nor hold more than its limits.
package final class TestHTTPServer: Sendable {
    /// How many clients may wait for a thread.
    private static let backlog: Int32 = 512

    package let port: UInt16
    /// The writing end of a pipe: once it is closed, the thread that accepts connections ends.
    private let lifeline: Int32

    /// - Parameter port: One that is free where it is 0.
    package init(port wanted: UInt16 = 0, _ respond: @escaping @Sendable (TestHTTPRequest) -> TestHTTPResponse) throws {
        let listener = try Self.makeListener(port: wanted)
        var pipeEnds: [Int32] = [-1, -1]
        guard let port = Self.port(of: listener), pipe(&pipeEnds) == 0 else {
            close(listener)
            throw TestServiceError("no port or no pipe: error \(errno)")
        }
        (self.port, lifeline) = (port, pipeEnds[1])
        let end = pipeEnds[0]
        // A program that a test starts does not inherit them.
        for descriptor in [listener, end, lifeline] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        Thread.detachNewThread { Self.accept(from: listener, until: end, respond) }
    }

    deinit { close(lifeline) }

    package var url: String { "http://127.0.0.1:\(port)" }

    private static func makeListener(port: UInt16) throws -> Int32 {
        #if canImport(Glibc)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        var reuse: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 }
        }
        guard listener >= 0, isBound, listen(listener, backlog) == 0 else {
            close(listener)
            throw TestServiceError("no socket on the loopback interface: error \(errno)")
        }
        return listener
    }

    private static func port(of listener: Int32) -> UInt16? {
        var (address, size) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
        let isKnown = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) == 0 }
        }
        return isKnown ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func accept(
        from listener: Int32,
        until end: Int32,
        _ respond: @escaping @Sendable (TestHTTPRequest) -> TestHTTPResponse
    ) {
        defer { for descriptor in [listener, end] { close(descriptor) } }
        while true {
            var waiting = [
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, -1) > 0 || errno == EINTR else { return }
            guard waiting[1].revents == 0 else { return }
            guard waiting[0].revents != 0, let connection = TestHTTPConnection(acceptedBy: listener) else { continue }
            Thread.detachNewThread { connection.serve(respond) }
        }
    }
}
