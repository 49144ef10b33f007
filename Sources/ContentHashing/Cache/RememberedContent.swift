// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// One piece of content as the file system knows it: what must all be the same for a digest to be believed.
struct RememberedContent: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
    let byteCount: Int64
    /// Last write, in nanoseconds since 1970.
    let modified: Int64
    /// Last change, in nanoseconds since 1970.
    let changed: Int64
    /// The bytes that were hashed, which for a whole file are all there are.
    let range: Range<Int64>

    private init?(
        device: UInt64,
        inode: UInt64,
        byteCount: Int64,
        modified: Int64,
        changed: Int64,
        lowerBound: Int64,
        upperBound: Int64
    ) {
        guard modified >= 0, changed >= 0, 0 <= lowerBound, lowerBound <= upperBound, upperBound <= byteCount else {
            return nil
        }
        (self.device, self.inode, self.byteCount) = (device, inode, byteCount)
        (self.modified, self.changed, range) = (modified, changed, lowerBound..<upperBound)
    }

    /// `nil` for what is not a regular file, has times before 1970, or ends before the range does.
    init?(_ request: HashingRequest) {
        let state = request.state
        guard state.kind == .regular else { return nil }
        self.init(
            device: state.device,
            inode: state.inode,
            byteCount: state.byteCount,
            modified: state.modified,
            changed: state.changed,
            lowerBound: request.range?.lowerBound ?? 0,
            upperBound: request.range?.upperBound ?? state.byteCount
        )
    }
}

extension RememberedContent {
    /// The length of ``encode(into:)``'s seven numbers.
    static let encodedByteCount = 7 * 8

    /// Appends the properties in their order, as little-endian numbers of eight bytes.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(littleEndian: device)
        bytes.append(littleEndian: inode)
        bytes.append(littleEndian: UInt64(bitPattern: byteCount))
        bytes.append(littleEndian: UInt64(bitPattern: modified))
        bytes.append(littleEndian: UInt64(bitPattern: changed))
        bytes.append(littleEndian: UInt64(bitPattern: range.lowerBound))
        bytes.append(littleEndian: UInt64(bitPattern: range.upperBound))
    }

    /// Reads what ``encode(into:)`` wrote; `nil` when that cannot have written it.
    init?(decoding bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.encodedByteCount else { return nil }
        func number(_ index: Int) -> UInt64 {
            bytes.dropFirst(8 * index).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        func signed(_ index: Int) -> Int64 { Int64(bitPattern: number(index)) }
        self.init(
            device: number(0),
            inode: number(1),
            byteCount: signed(2),
            modified: signed(3),
            changed: signed(4),
            lowerBound: signed(5),
            upperBound: signed(6)
        )
    }
}
