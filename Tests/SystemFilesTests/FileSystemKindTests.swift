// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TestSupport
import Testing

@Suite struct FileSystemKindTests {
    #if os(Linux)
    @Test(arguments: ["/proc/self", "/sys/kernel", "/dev/shm"])
    func `what is not on a disk is no local disk`(_ path: String) throws {
        guard let folder = try? RootDirectory(path: path).openDirectory("") else { return }
        #expect(try folder.fileSystemKind(path: path) == .other)
    }

    /// NFS, SMB, CIFS, 9P, FUSE, overlay, VFAT, exFAT, tmpfs, ramfs, Lustre, Ceph, eCryptfs; and numbers of nothing.
    @Test(
        arguments: [
            0x6969, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x6573_5546, 0x794C_7630, 0x4D44, 0x2011_BAB0, 0x0102_1994,
            0x8584_58F6, 0x0BD0_0BD0, 0x00C3_6400, 0xF15F, 0, 0xEF51, .max,
        ] as [UInt32]
    )
    func `only file systems that are listed are local disks`(_ type: UInt32) {
        #expect(FileSystemKind(linuxType: type) == .other)
    }

    @Test(arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0xCA45_1A4E, 0x2FC1_2FC1] as [UInt32])
    func `the file systems that are listed are local disks`(_ type: UInt32) {
        #expect(FileSystemKind(linuxType: type) == .localDisk)
    }
    #endif

    @Test func `a descriptor that is not open has no file system`() throws {
        let error = #expect(throws: SystemFileError.self) {
            try OpenFile(descriptor: -1).fileSystemKind(path: "gone")
        }
        #expect(error?.description.contains("'gone'") == true)
    }
}
