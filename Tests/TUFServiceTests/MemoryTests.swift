// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import TUF
import TestServices
import TestSupport
import Testing

/// Updates of a process that may have less memory than it is sent.
@Suite(.serialized) struct MemoryTests {
    /// Of addresses, most of which are never used: the stacks of threads and the like take some hundred MiB.
    private static let maximumKibibytes = 700 << 10

    private func update(_ process: UpdateProcess) throws -> Program.Result {
        try #require(Program.installed("sh")).run(
            ["-c", "ulimit -v \(Self.maximumKibibytes) && exec \"$@\"", "sh"]
                + [UpdateProcess.program.url.path(percentEncoded: false)] + process.arguments()
        )
    }

    @Test(arguments: ["4.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"])
    func `an endless answer does not take more and more memory`(_ path: String) throws {
        try #require(TestDelivery.endlessByteCount >> 10 > Self.maximumKibibytes)
        let (past, present) = try UpdateProcess.publications()
        let process = try UpdateProcess(past)
        process.server.serve(present)
        for delivery in [TestDelivery.endless, .endlessChunks] {
            // So long a file that its bytes come in large pieces.
            var response = TestHTTPResponse(contentType: "application/json", [UInt8](repeating: 0x20, count: 1 << 20))
            response.delivery = delivery
            process.server.fail(path, .response(response))
            let result = try update(process)
            #expect(!result.wasKilled && result.status == 1, "\(result.error)")
            #expect(result.error.contains("could not be downloaded"), "\(result.error)")
        }
        process.server.heal()
        let result = try update(process)
        #expect(result.status == 0, "\(result.error)")
        try process.expectNewest(present)
    }
}
#endif
