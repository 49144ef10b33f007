// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct SystemFileErrorTests {
    @Test(arguments: [
        (ENOENT, true, false), (ELOOP, false, true), (ENOTDIR, false, true), (ENXIO, false, true),
        (EACCES, false, false), (EIO, false, false), (EISDIR, false, false),
    ])
    func `tells a missing file, a wrong kind and the rest apart`(_ number: CInt, _ missing: Bool, _ wrong: Bool) {
        let error = SystemFileError(number, doing: "open", path: "some/file")
        #expect(error.isMissing == missing)
        #expect(error.isWrongKind == wrong)
        #expect(error.reason == .system(number))
    }

    @Test func `names the file, what was tried and the system's reason`() {
        let text = SystemFileError(ENOENT, doing: "open", path: "some/file").description
        #expect(text.hasPrefix("cannot open 'some/file': "))
        #expect(text.count > "cannot open 'some/file': ".count)
        #expect(!SystemFileError(99_999, doing: "open", path: "f").description.isEmpty)
    }

    @Test func `takes what is no regular file for a wrong kind, and a large one not`() {
        #expect(SystemFileError(.notRegularFile, "a folder").isWrongKind)
        #expect(!SystemFileError(.tooLarge(byteCount: 9), "large").isWrongKind)
        #expect(!SystemFileError(.tooLarge(byteCount: 9), "large").isMissing)
    }
}
