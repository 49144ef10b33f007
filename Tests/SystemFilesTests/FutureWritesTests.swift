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

#if os(Linux)
/// Tests of ``OpenFile/showsFutureWrites()``. They make their own files, so that the lease is theirs to ask for.
@Suite struct FutureWritesTests {
    private let folder: TemporaryFolder
    private let root: RootDirectory

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["f": String(repeating: "a", count: 4096)])
        root = try RootDirectory(path: folder.path(""))
    }

    @Test func `a file that nobody writes to is fit to be remembered, again and again`() throws {
        let file = try root.openFile("f")
        for _ in 0..<3 { try requireFit(file) }
        try requireFit(root.openFile("f"))
    }

    @Test func `a file that is open for writing is not`() throws {
        let file = try root.openFile("f")
        let writer = open(folder.path("f"), O_WRONLY | O_CLOEXEC)
        try #require(writer >= 0)
        let isFitNow = file.showsFutureWrites()
        #expect(!isFitNow)
        close(writer)
        try requireFit(file)
    }

    @Test func `a file that is mapped for writing is not`() throws {
        let file = try root.openFile("f")
        let writer = open(folder.path("f"), O_RDWR | O_CLOEXEC)
        try #require(writer >= 0)
        let page = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, writer, 0)
        close(writer)
        try #require(page != MAP_FAILED)
        let isFitNow = file.showsFutureWrites()
        #expect(!isFitNow)
        munmap(page, 4096)
        try requireFit(file)
    }

    /// Tries often: a program that another test starts has all of this process's descriptors for a moment.
    private func requireFit(_ file: borrowing OpenFile) throws {
        var isFit = false
        for _ in 0..<10_000 where !isFit {
            isFit = file.showsFutureWrites()
            if !isFit { sched_yield() }
        }
        try #require(isFit)
    }
}
#endif
