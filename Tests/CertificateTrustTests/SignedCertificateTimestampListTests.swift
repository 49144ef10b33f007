// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SwiftASN1
import Testing

@Suite struct SignedCertificateTimestampListTests {
    private static let item: [UInt8] = {
        var recipe = TimestampRecipe()
        recipe.logID = Array(repeating: 0xAB, count: 32)
        recipe.extensions = [0, 0, 5, 0, 0, 0, 0, 0x70]
        return recipe.serialized(signature: [1, 2, 3])
    }()

    private func parse(_ list: [UInt8]) throws -> [SignedCertificateTimestamp] {
        try SignedCertificateTimestamp.parse(list: list)
    }

    private func expectMalformed(_ list: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) async {
        await expectTrustError(.malformedSCT, sourceLocation: sourceLocation) { _ = try parse(list) }
    }

    @Test func `reads every field`() throws {
        let timestamps = try parse(TimestampRecipe.list([Self.item, Self.item]))
        #expect(timestamps.count == 2 && Set(timestamps).count == 1)
        let timestamp = try #require(timestamps.first)
        #expect(timestamp.logID == Array(repeating: 0xAB, count: 32))
        #expect(timestamp.milliseconds == 1_750_000_000_123)
        #expect(timestamp.date == Date(timeIntervalSince1970: 1_750_000_000.123))
        #expect(timestamp.extensions == [0, 0, 5, 0, 0, 0, 0, 0x70])
        #expect(timestamp.algorithm.hash == 4 && timestamp.algorithm.signature == 3)
        #expect(timestamp.signature == [1, 2, 3])
    }

    @Test func `reads an algorithm that nobody knows, which only its verification refuses`() throws {
        var recipe = TimestampRecipe()
        (recipe.hash, recipe.scheme) = (8, 255)
        let timestamps = try parse(TimestampRecipe.list([recipe.serialized(signature: [])]))
        #expect(timestamps.map(\.algorithm.signature) == [255])
    }

    @Test func `rejects a list without a timestamp, or with an empty one`() async {
        await expectMalformed([])
        await expectMalformed(TimestampRecipe.list([]))
        await expectMalformed(TimestampRecipe.list([[]]))
        await expectMalformed(TimestampRecipe.list([Self.item, []]))
    }

    @Test func `rejects other versions`() async {
        for version in UInt8(1)...255 {
            await expectMalformed(TimestampRecipe.list([[version] + Self.item.dropFirst()]))
        }
    }

    @Test func `rejects bytes after a timestamp and after the list`() async {
        await expectMalformed(TimestampRecipe.list([Self.item + [0]]))
        await expectMalformed(TimestampRecipe.list([Self.item]) + [0])
        await expectMalformed(TimestampRecipe.vector(TimestampRecipe.vector(Self.item) + [0]))
    }

    @Test func `rejects times after the year 9999, and reads the last before`() async throws {
        var recipe = TimestampRecipe()
        recipe.milliseconds = 253_402_300_799_999
        let last = try parse(TimestampRecipe.list([recipe.serialized(signature: [1])]))
        #expect(last.first?.date.formatted(.iso8601) == "9999-12-31T23:59:59Z")
        for milliseconds in [253_402_300_800_000, UInt64(Int64.max), .max] {
            recipe.milliseconds = milliseconds
            await expectMalformed(TimestampRecipe.list([recipe.serialized(signature: [1])]))
        }
    }

    @Test func `rejects more than the limit`() async throws {
        let limit = SignedCertificateTimestamp.maximumCount
        let full = Array(repeating: Self.item, count: limit)
        #expect(try parse(TimestampRecipe.list(full)).count == limit)
        await expectTrustError(.tooManySCTs, saying: ["\(limit)"]) {
            _ = try parse(TimestampRecipe.list(full + [Self.item]))
        }
    }

    @Test func `rejects a list cut short at any byte`() async {
        let list = TimestampRecipe.list([Self.item, Self.item])
        for count in list.indices { await expectMalformed(Array(list.prefix(count))) }
    }

    @Test func `rejects a list with any bit flipped, or reads another timestamp`() throws {
        let list = TimestampRecipe.list([Self.item])
        let timestamp = try #require(parse(list).first)
        for bit in 0..<list.count * 8 {
            var changed = list
            changed[bit / 8] ^= 1 << (bit % 8)
            do {
                #expect(try parse(changed) != [timestamp], "bit \(bit)")
            } catch let error as CertificateTrustError {
                #expect(error.code == .malformedSCT, "bit \(bit)")
            }
        }
    }

    @Test func `reads the extension of a certificate, and nothing without it`() async throws {
        var leaf = try ChainRecipe().leaf
        #expect(try leaf.make().signedCertificateTimestamps().isEmpty)
        try leaf.add(timestamps: [Self.item])
        #expect(try leaf.make().signedCertificateTimestamps() == parse(TimestampRecipe.list([Self.item])))
    }

    @Test(arguments: [
        [], [5, 0], [4, 1], [4, 0x81, 2, 0, 0], [4, 2, 0, 0], [0x24, 4, 4, 2, 0, 0], [4, 2, 0, 0, 0],
    ])
    func `rejects an extension that is not one OCTET STRING around a list`(_ value: [UInt8]) async throws {
        var leaf = try ChainRecipe().leaf
        leaf.add(CertificateRecipe.timestampList, value)
        let certificate = try leaf.make()
        await expectTrustError(.malformedSCT) { _ = try certificate.signedCertificateTimestamps() }
    }

    @Test func `rejects bytes after the OCTET STRING`() async throws {
        var leaf = try ChainRecipe().leaf
        let list = ASN1OctetString(contentBytes: TimestampRecipe.list([Self.item])[...])
        leaf.add(CertificateRecipe.timestampList, try list.encoded + [0])
        let certificate = try leaf.make()
        await expectTrustError(.malformedSCT, saying: ["CN=leaf", "OCTET STRING"]) {
            _ = try certificate.signedCertificateTimestamps()
        }
    }
}
