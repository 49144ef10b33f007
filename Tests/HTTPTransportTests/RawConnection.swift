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

/// A connection to a port of the loopback interface, for what no client would send.
final class RawConnection: Sendable {
    struct Failure: Error {}

    /// How long the other side may be silent.
    private static let patience = timeval(tv_sec: 20, tv_usec: 0)

    private let descriptor: Int32

    init(port: UInt16) throws {
        #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Failure() }
        var patience = Self.patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        #if canImport(Darwin)
        var isSilent: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isSilent, socklen_t(MemoryLayout<Int32>.size))
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // The initialiser has set everything, so this object closes the descriptor.
        guard status == 0 else { throw Failure() }
    }

    deinit { close(descriptor) }

    private func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            #if canImport(Darwin)
            let count = rest.withUnsafeBytes { Darwin.send(descriptor, $0.baseAddress, $0.count, 0) }
            #elseif canImport(Musl)
            let count = rest.withUnsafeBytes { Musl.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            #else
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            #endif
            // What the other side no longer wants to read is no matter.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private func readToEnd() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Sends bytes and goes.
    static func sendAndClose(_ bytes: [UInt8], port: UInt16) throws { try RawConnection(port: port).send(bytes) }

    /// Sends bytes on a thread of its own, and gives what comes until the other side closes.
    static func start(_ bytes: [UInt8], port: UInt16, _ done: @escaping @Sendable (String) -> Void) {
        Thread.detachNewThread {
            guard let connection = try? RawConnection(port: port) else { return done("") }
            connection.send(bytes)
            done(connection.readToEnd())
        }
    }

    /// The same, for a task to wait for.
    static func exchange(_ bytes: [UInt8], port: UInt16) async throws -> String {
        await withCheckedContinuation { continuation in start(bytes, port: port) { continuation.resume(returning: $0) }
        }
    }
}
