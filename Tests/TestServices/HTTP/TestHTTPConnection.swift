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

/// One client's connection, which carries one request and its answer.
struct TestHTTPConnection: Sendable {
    private static let maximumHeadByteCount = 64 << 10
    private static let maximumBodyByteCount = 8 << 20
    /// How long a client may be silent.
    private static let patience = timeval(tv_sec: 10, tv_usec: 0)

    private let descriptor: Int32

    init?(acceptedBy listener: Int32) {
        descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var patience = Self.patience
        let size = socklen_t(MemoryLayout<timeval>.size)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] { setsockopt(descriptor, SOL_SOCKET, option, &patience, size) }
        #if canImport(Darwin)
        var isSilent: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isSilent, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    /// Reads the request, answers it and ends the connection.
    func serve(_ respond: (TestHTTPRequest) -> TestHTTPResponse) {
        defer { close(descriptor) }
        do {
            guard let request = try readRequest() else { return }
            answer(with: respond(request))
        } catch {
            answer(with: .refusal(400, "\(error)"))
        }
    }

    /// `nil` if the client goes before it has asked anything.
    private func readRequest() throws -> TestHTTPRequest? {
        var bytes: [UInt8] = []
        var head: Range<Int>?
        while head == nil {
            guard bytes.count <= Self.maximumHeadByteCount else { throw TestServiceError("too long a head") }
            guard let more = receive() else {
                guard bytes.isEmpty else { throw TestServiceError("the head has no end") }
                return nil
            }
            bytes += more
            // A client that greets with TLS would wait for an answer.
            guard bytes.first != 0x16 else { throw TestServiceError("this is TLS") }
            head = bytes.firstRange(of: Array("\r\n\r\n".utf8))
        }
        guard let head, var request = TestHTTPRequest(head: Array(bytes[..<head.lowerBound])) else {
            throw TestServiceError("this is not a request of HTTP/1.1")
        }
        // RFC 9110 §10.1.1.
        if request.headers["expect"]?.lowercased() == "100-continue" {
            _ = write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        if let coding = request.headers["transfer-encoding"] {
            guard coding.lowercased() == "chunked" else { throw TestServiceError("no such coding of a body") }
            request.body = try readChunks(bytes[head.upperBound...])
            return request
        }
        guard let length = Int(request.headers["content-length"] ?? "0"), 0...Self.maximumBodyByteCount ~= length else {
            throw TestServiceError("not a length of a body")
        }
        request.body = Array(bytes[head.upperBound...])
        while request.body.count < length {
            guard let more = receive() else { throw TestServiceError("the body is shorter than its length") }
            request.body += more
        }
        guard request.body.count == length else { throw TestServiceError("the body is longer than its length") }
        return request
    }

    /// Reads a body in chunks and its trailer (RFC 9112 §7.1).
    private func readChunks(_ start: ArraySlice<UInt8>) throws -> [UInt8] {
        var (rest, body) = (start, [UInt8]())
        /// Takes what stands before CR LF, and these too.
        func line() throws -> String {
            while true {
                if let end = rest.firstRange(of: Array("\r\n".utf8)) {
                    defer { rest = rest[end.upperBound...] }
                    return String(decoding: rest[..<end.lowerBound], as: UTF8.self)
                }
                guard rest.count < Self.maximumHeadByteCount, let more = receive() else {
                    throw TestServiceError("a chunk has no end")
                }
                rest += more
            }
        }
        while true {
            guard let word = try line().split(separator: ";").first, let length = Int(word, radix: 16), length >= 0,
                body.count + length <= Self.maximumBodyByteCount
            else { throw TestServiceError("not a length of a chunk") }
            guard length > 0 else { break }
            while rest.count < length + 2 {
                guard let more = receive() else { throw TestServiceError("a chunk is shorter than its length") }
                rest += more
            }
            body += rest.prefix(length)
            rest = rest.dropFirst(length)
            guard try line().isEmpty else { throw TestServiceError("a chunk is longer than its length") }
        }
        while try !line().isEmpty {}
        return body
    }

    /// The next bytes; `nil` at the end, or if the client is silent for too long.
    private func receive() -> ArraySlice<UInt8>? {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? buffer.prefix(count) : nil
    }

    private func answer(with response: TestHTTPResponse) {
        if case .late(let milliseconds) = response.delivery {
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        }
        guard write(response.bytes) else { return }
        if let repetition = response.repetition {
            var rest = TestDelivery.endlessByteCount
            while rest > 0, write(repetition) { rest -= repetition.count }
        }
        if case .tunnel(let port) = response.delivery { TestHTTPTunnel(descriptor, port: port)?.run() }
        // The client says nothing more: this waits until it goes, or for as long as the connection's patience lasts.
        if response.isLeftOpen { _ = receive() }
    }

    private func write(_ bytes: [UInt8]) -> Bool { Self.write(bytes[...], to: descriptor) }

    /// Whether the other end took them all.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        // A client that has gone is no signal.
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
