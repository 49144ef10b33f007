// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct OpenFileTests {
    private let folder: TemporaryFolder
    private let root: RootDirectory

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["f": "content"])
        root = try RootDirectory(path: folder.path(""))
    }

    @Test func `closes the descriptor with its life and not before`() throws {
        // Another test's thread may get a closed descriptor's number at once, so it is the file that is compared.
        let (descriptor, state) = try opened()
        var raw = stat()
        #expect(fstat(descriptor, &raw) != 0 || FileState(raw) != state)
    }

    @Test func `leaves a descriptor that was taken open`() throws {
        let state = try root.openFile("f").state(path: "f")
        let descriptor = try root.openFile("f").take()
        defer { close(descriptor) }
        var raw = stat()
        #expect(fstat(descriptor, &raw) == 0)
        #expect(FileState(raw) == state)
    }

    @Test(arguments: [7, 8, 1 << 20])
    func `reads to the end within the limit`(_ limit: Int) throws {
        #expect(try root.openFile("f").readToEnd(maximumByteCount: limit, path: "f") == Array("content".utf8))
    }

    @Test(arguments: [0, 6])
    func `reads nothing beyond the limit`(_ limit: Int) {
        let error = #expect(throws: SystemFileError.self) {
            try root.openFile("f").readToEnd(maximumByteCount: limit, path: "f")
        }
        #expect(error?.reason == .tooLarge(byteCount: 7))
        #expect(error?.description.contains("'f'") == true)
    }

    @Test func `says that a folder cannot be read as a file`() {
        let error = #expect(throws: SystemFileError.self) {
            try root.openDirectory("").readToEnd(maximumByteCount: 1 << 20, path: "the folder")
        }
        #expect(error?.reason == .system(EISDIR))
    }

    private func opened() throws -> (CInt, FileState) {
        let file = try root.openFile("f")
        return (file.descriptor, try file.state(path: "f"))
    }
}
