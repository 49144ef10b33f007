// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import TestSupport
import Testing

/// A store on a disk of 1 MiB that is full.
@Suite(.serialized, .enabled(if: SmallDisk.isPossible, "\(SmallDisk.absence)"))
struct FullDiskTests {
    /// From nothing that is left to what is enough.
    @Test(arguments: [0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128])
    func `an update without room says so, and is made up for when there is some`(_ kibibytesLeft: Int) throws {
        var (past, present) = try UpdateProcess.publications()
        // Metadata of many sizes, so that the room ends at each of them.
        for number in 0..<200 {
            present.add("target \(number)", [UInt8(number)])
            if number.isMultiple(of: 4) { past.add("target \(number)", [0]) }
        }
        try past.publish()
        present["targets"].version = past["targets"].version
        present["snapshot"].version = past["snapshot"].version
        present["timestamp"].version = past["timestamp"].version
        try present.publish()
        let process = try UpdateProcess(past)
        try process.update()
        process.server.serve(present)
        let store = process.folder.path("small/store")
        let program = UpdateProcess.program.url.path(percentEncoded: false)
        let result = try SmallDisk.run(
            in: process.folder,
            kibibytesLeft: kibibytesLeft,
            [program] + process.arguments(store: store)
        )
        let statuses = result.output.split(separator: "\n").map(String.init)
        try #require(statuses.count == 3, "\(result.output)\(result.error)")
        if kibibytesLeft == 0 {
            #expect(statuses[0] == "full 1" && result.error.contains("No space left on device"), "\(result.error)")
        }
        #expect(statuses[1] == "left ", "something half-written was left: \(statuses[1])")
        #expect(statuses[2] == "room 0", "\(result.error)")
        try process.expectNewest(present)
    }
}

/// A file system of 1 MiB, in memory.
enum SmallDisk {
    static let absence = "a file system of 1 MiB takes root and unshare: no disk is full"

    /// Mounts at `small`, for itself alone, and brings the store there and back.
    ///
    /// Prints how the program ended while the disk was full, which files were left beside those of the store, and how it
    /// ended when there was room.
    private static let script = """
        left=$1; shift
        mkdir -p small && mount -t tmpfs -o size=1m tmpfs small || exit 99
        cp -R store small/
        dd if=/dev/zero of=small/filler bs=4k 2>/dev/null
        truncate -s "-${left}K" small/filler
        "$@"; echo "full $?"
        echo "left $(find small/store -type f ! -name '*.json' ! -name .lock | tr '\\n' ' ')"
        rm small/filler
        "$@"; echo "room $?"
        rm -R store && cp -R small/store .
        """

    static let isPossible: Bool = {
        guard let unshare = Program.installed("unshare"), let folder = try? TemporaryFolder() else { return false }
        let mount = "mkdir small && mount -t tmpfs -o size=1m tmpfs small"
        return (try? unshare.run(["-m", "sh", "-c", mount], in: folder.url))?.status == 0
    }()

    static func run(in folder: TemporaryFolder, kibibytesLeft: Int, _ command: [String]) throws -> Program.Result {
        try #require(Program.installed("unshare")).run(
            ["-m", "sh", "-c", script, "sh", "\(kibibytesLeft)"] + command,
            in: folder.url,
            environment: ["LC_ALL": "C"]
        )
    }
}
