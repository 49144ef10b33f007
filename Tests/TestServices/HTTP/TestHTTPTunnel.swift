// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Two connections, each of which gets what the other one says.
struct TestHTTPTunnel {
    /// How long both may be silent, in milliseconds.
    private static let patience: Int32 = 10_000

    private let (client, server): (Int32, Int32)

    /// Connects to a port of the loopback interface.
    init?(_ client: Int32, port: UInt16) {
        #if canImport(Glibc)
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let server = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, size) == 0 }
        }
        guard server >= 0, isConnected else {
            close(server)
            return nil
        }
        _ = fcntl(server, F_SETFD, FD_CLOEXEC)
        (self.client, self.server) = (client, server)
    }

    /// Relays until one of them ends.
    func run() {
        defer { close(server) }
        while true {
            var waiting = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, 2, Self.patience) > 0 else { return }
            for (source, sink) in [(0, server), (1, client)] where waiting[source].revents != 0 {
                guard relay(from: waiting[source].fd, to: sink) else { return }
            }
        }
    }

    private func relay(from source: Int32, to sink: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(source, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        return TestHTTPConnection.write(buffer.prefix(count), to: sink)
    }
}
