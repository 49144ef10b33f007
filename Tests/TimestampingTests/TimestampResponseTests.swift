// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TextEncodings
import Timestamping

/// Responses that OpenSSL made.
@Suite struct TimestampResponseTests {
    @Test(arguments: try Vector.responses(in: "good"))
    func `verifies what OpenSSL made, and says the same about it`(_ vector: Vector) async throws {
        let token = try TimestampResponse(parsing: vector.bytes).token
        let verified = try await token.verify(over: Vector.message, by: vector.authority())
        let expected = try vector.description()
        #expect(expected["Status"] == "Granted.")
        #expect(verified.policy == expected["Policy OID"])
        #expect("0x\(Hexadecimal.encode(verified.serialNumber).uppercased())" == expected["Serial number"])
        #expect("\(token.messageImprint.algorithm)" == expected["Hash Algorithm"])
        #expect((token.isOrdered ? "yes" : "no") == expected["Ordering"])
        #expect(Self.date(verified.date, like: expected["Time stamp"] ?? "") == expected["Time stamp"])
        #expect(Self.accuracy(verified.accuracy) == expected["Accuracy"])
        let nonce = token.nonce.map { Hexadecimal.encode($0.drop { $0 == 0 }).uppercased() }
        #expect((nonce.map { "0x\($0)" } ?? "unspecified") == expected["Nonce"])
    }

    @Test(arguments: try Vector.responses(in: "good"))
    func `refuses it for another message`(_ vector: Vector) async throws {
        let token = try TimestampResponse(parsing: vector.bytes).token
        await expectError(.imprintMismatch) {
            _ = try await token.verify(over: Vector.message + [0], by: vector.authority())
        }
    }

    @Test(arguments: try Vector.responses(in: "refused"))
    func `refuses what is no timestamp`(_ vector: Vector) async throws {
        let code: TimestampError.Code = vector.code == "rejected" ? .rejected : .malformed
        await expectError(code) { _ = try TimestampResponse(parsing: vector.bytes) }
    }

    @Test(arguments: [("algorithm", "badAlg"), ("policy", "unacceptedPolicy"), ("request", "badDataFormat")])
    func `names the failure of a rejection`(_ name: String, _ failure: String) throws {
        let error = #expect(throws: TimestampError.self) {
            try TimestampResponse(parsing: Vector("refused/rejected-\(name).tsr").bytes)
        }
        #expect(error?.message.contains("rejection, \(failure), '") == true, "\(error?.message ?? "")")
    }

    @Test func `reads a token without its response`() throws {
        let token = try TimestampToken(parsing: Vector("refused/malformed-token.tsr").bytes)
        #expect(try token.date == TimestampResponse(parsing: Vector("good/imprint-sha256.tsr").bytes).token.date)
        #expect(token.certificates.count == 1)
    }

    /// `Nov 23 20:51:14.123 2026 GMT`, with as many digits as OpenSSL gave.
    private static func date(_ date: Date, like text: String) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let digits = text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0
        // Rounded, for the calendar would cut off what a Double lacks.
        let whole = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: whole)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let fraction = String(format: "%.\(digits)f", date.timeIntervalSince(whole)).dropFirst()
        let time = String(format: "%02d:%02d:%02d", parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
        let day = String(format: "%2d", parts.day ?? 0)
        return "\(months[(parts.month ?? 1) - 1]) \(day) \(time)\(fraction) \(parts.year ?? 0) GMT"
    }

    /// `0x01 seconds, 0x01F4 millis, unspecified micros`.
    private static func accuracy(_ accuracy: Duration?) -> String {
        guard let (seconds, attoseconds) = accuracy?.components else { return "unspecified" }
        let parts = [seconds, attoseconds / 1_000_000_000_000_000, attoseconds / 1_000_000_000_000 % 1000]
        let texts = zip(parts, ["seconds", "millis", "micros"]).map { part, unit in
            let digits = String(part, radix: 16, uppercase: true)
            return part == 0
                ? "unspecified \(unit)" : "0x\(digits.count.isMultiple(of: 2) ? "" : "0")\(digits) \(unit)"
        }
        return texts.joined(separator: ", ")
    }
}
