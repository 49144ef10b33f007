// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

/// Large files that are gone when their turn comes, while other threads look for one to read ahead of.
@Suite struct UnopenableFileTests {
    private static let largeByteCount: Int64 = 20 << 20

    @Test(.timeLimit(.minutes(2)), arguments: HashAlgorithm.allCases)
    func `does not wait for a large file that cannot be opened`(_ algorithm: HashAlgorithm) async throws {
        let folder = try HashingFolder()
        var requests: [HashingRequest] = []
        for name in ["a", "b", "c"] {
            try folder.makeSparseFile(name, byteCount: Self.largeByteCount)
            requests.append(try folder.request(name))
        }
        for name in ["a", "c"] { try FileManager.default.removeItem(at: folder.scratch.url.appending(path: name)) }
        for threadCount in [1, 2, 8] {
            let outcomes = try await folder.digests(of: requests, with: algorithm, threadCount: threadCount)
            #expect(outcomes.count == 3)
            for index in [0, 2] {
                guard case .failure(let error) = outcomes[index] else {
                    return #expect(Bool(false), "an error was expected")
                }
                #expect(error.code == .vanished)
            }
            #expect(throws: Never.self) { try outcomes[1].get() }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `shares large and small files among any number of threads`() async throws {
        let folder = try HashingFolder()
        var requests: [HashingRequest] = []
        for index in 0..<5 {
            try folder.makeSparseFile("large\(index)", byteCount: (2 << 20) + Int64(index))
            requests.append(try folder.request("large\(index)"))
        }
        for index in 0..<40 {
            try folder.makeSparseFile("small\(index)", byteCount: Int64(index))
            requests.append(try folder.request("small\(index)"))
        }
        let one = try await folder.digests(of: requests, threadCount: 1, instructions: .here).map { try $0.get() }
        for threadCount in [2, 3, 16] {
            let many = try await folder.digests(of: requests, threadCount: threadCount, instructions: .here)
            #expect(try many.map { try $0.get() } == one)
        }
        #expect(Set(one).count == requests.count)
    }
}
