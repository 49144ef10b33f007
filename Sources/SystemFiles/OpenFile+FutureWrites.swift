// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CSystemFiles
#endif

extension OpenFile {
    /// Sees to it, as far as the system lets it, that whoever writes to the file from now on moves its times; `false`
    /// when somebody could write without.
    ///
    /// The system moves the times when a write begins, and when a page that is mapped is first changed after it was
    /// written to the disk. What follows in the same write, or in the same page, moves nothing, however late it is. On
    /// Linux the owner of a file, and root, can know that nobody has it open for writing or mapped for it. For others
    /// changed pages are written to the disk first; only a write in progress then goes unnoticed. On Darwin, where
    /// neither is possible, this is always `true`.
    ///
    /// It needs no right but to read, and is quick when no page waits to be written.
    /// - SeeAlso: `F_SETLEASE` in fcntl(2), sync_file_range(2).
    package func showsFutureWrites() -> Bool {
        #if os(Linux)
        switch sf_is_open_for_writing(descriptor) {
        case 0: true
        case 1: false
        default: sf_write_back(descriptor) == 0
        }
        #else
        true
        #endif
    }
}
