// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CSystemFiles.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <signal.h>
#include <sys/vfs.h>

int sf_file_system_type(int descriptor, uint32_t *type) {
    struct statfs raw;
    if (fstatfs(descriptor, &raw) != 0) return -1;
    *type = (uint32_t)raw.f_type;
    return 0;
}

int sf_write_back(int descriptor) {
    return sync_file_range(descriptor, 0, 0,
                           SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

int sf_is_open_for_writing(int descriptor) {
    // Who opens the file during the lease makes the system send a signal. The usual one, SIGIO, would end the process.
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -1;
    if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
        fcntl(descriptor, F_SETLEASE, F_UNLCK);
        return 0;
    }
    return errno == EAGAIN ? 1 : -1;
}

#else

int sf_file_system_type(int descriptor, uint32_t *type) {
    (void)descriptor, (void)type;
    errno = ENOSYS;
    return -1;
}

int sf_write_back(int descriptor) {
    (void)descriptor;
    errno = ENOSYS;
    return -1;
}

int sf_is_open_for_writing(int descriptor) {
    (void)descriptor;
    errno = ENOSYS;
    return -1;
}

#endif
