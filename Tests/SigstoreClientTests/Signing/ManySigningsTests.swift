// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreVerification
import Foundation
import SigstoreBundle
import SigstoreClient
import TestServices
import Testing

@Suite struct ManySigningsTests {
    private static func sign(_ count: Int, with scene: SigningScene) async throws -> [KeylessSignature] {
        let signer = try scene.signer()
        return try await withThrowingTaskGroup(of: KeylessSignature.self) { group in
            for number in 0..<count {
                group.addTask { try await signer.signature(Array("payload \(number)".utf8), type: "text/plain") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `fifty signatures at once are all good, and share no key`(_ log: TestEntry.Log) async throws {
        let scene = try SigningScene(log)
        let signatures = try await Self.sign(50, with: scene)
        let verifier = try scene.verifier()
        var payloads: Set<[UInt8]> = []
        for signature in signatures {
            payloads.insert(try await verifier.verify(SignatureBundle(parsing: signature.bundle.serialized)).bytes)
        }
        #expect(payloads.count == 50)
        let certificates = signatures.flatMap(\.bundle.unverifiedCertificates)
        #expect(certificates.count == 50 && Set(certificates.map(\.der)).count == 50)
        #expect(Set(try certificates.map { try $0.publicKey().derSPKI }).count == 50)
        #expect(Set(signatures.flatMap(\.logEntries).map(\.index)).count == 50)
        #expect(scene.desk.answers.count == 150)
    }

    #if os(Linux)
    /// Memory is printed for a person to look at: what a process takes depends on the machine and on other tests.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["MODEL_SIGNING_MEASURE"] != nil,
            "set MODEL_SIGNING_MEASURE and run this test alone to see what memory many signatures take"
        )
    )
    func `memory does not grow with the number of signatures`() async throws {
        let scene = try SigningScene(.rekorV2)
        scene.desk.keepsRequests = false
        var peaks = [try Self.peak()]
        for count in [50, 50, 50, 50] {
            _ = try await Self.sign(count, with: scene)
            peaks.append(try Self.peak())
        }
        print("peak memory in KiB before, and after 50, 100, 150 and 200 signatures, 50 at once: \(peaks)")
    }

    private static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
    #endif
}
