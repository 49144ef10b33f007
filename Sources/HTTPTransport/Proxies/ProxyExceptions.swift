// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The hosts that `no_proxy` names.
///
/// Entries stand between commas or spaces: `*` for all hosts; a domain, with or without a dot before it, which names the
/// hosts below it too; an address; a block of addresses (`10.0.0.0/8`); each of them, but blocks, with a port or without.
struct ProxyExceptions: Sendable {
    private enum Entry: Sendable {
        case all
        case domain(String, port: UInt16?)
        case address([UInt8], port: UInt16?)
        case block([UInt8], bitCount: Int)
    }
    private let entries: [Entry]

    /// Entries that make no sense name nothing.
    init(_ text: String) {
        entries = text.split { $0 == "," || $0.isWhitespace }.compactMap(Self.entry)
    }

    func contain(_ origin: WebOrigin) -> Bool {
        entries.contains { entry in
            switch entry {
            case .all: true
            case .domain(let domain, let port):
                (origin.host.text == domain || origin.host.text.hasSuffix(".\(domain)"))
                    && port ?? origin.port == origin.port
            case .address(let address, let port):
                origin.host.address == address && port ?? origin.port == origin.port
            case .block(let block, let bitCount):
                origin.host.address.map { Self.isSame($0, block, bitCount: bitCount) } ?? false
            }
        }
    }

    private static func entry(_ text: Substring) -> Entry? {
        guard text != "*" else { return .all }
        if let slash = text.firstIndex(of: "/") {
            guard let bitCount = Int(text[text.index(after: slash)...]),
                let block = WebHost.addressBytes(text[..<slash]),
                0...(block.count * 8) ~= bitCount
            else { return nil }
            return .block(block, bitCount: bitCount)
        }
        if let address = WebHost.addressBytes(text) { return .address(address, port: nil) }
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text.hasPrefix(".") ? text.dropFirst() : text
        let hasPort = name.last?.isNumber == true && name.contains(":")
        guard let (host, port) = WebAddress.split(name, defaultPort: 1) else { return nil }
        guard let address = host.address else { return .domain(host.text, port: hasPort ? port : nil) }
        return .address(address, port: hasPort ? port : nil)
    }

    private static func isSame(_ one: [UInt8], _ other: [UInt8], bitCount: Int) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).enumerated().allSatisfy { index, pair in
            let kept = min(max(bitCount - index * 8, 0), 8)
            return (pair.0 ^ pair.1) & ~UInt8(truncatingIfNeeded: 0xff >> kept) == 0
        }
    }
}
