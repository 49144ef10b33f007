// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef C_SYSTEM_FILES_H
#define C_SYSTEM_FILES_H

#include <stdint.h>

// System calls of Linux that Swift's own modules do not import. They set errno.

// The type of the file system that an open file is on, as linux/magic.h numbers them. 0 or -1.
int sf_file_system_type(int descriptor, uint32_t *type);

// Starts writing all changed pages of an open file to its disk, and waits until they are written. 0 or -1.
int sf_write_back(int descriptor);

// Whether somebody has the file, which is open for reading, open for writing or mapped for it: 0 or 1. -1 when the
// system does not tell, which it does to the file's owner.
int sf_is_open_for_writing(int descriptor);

#endif
