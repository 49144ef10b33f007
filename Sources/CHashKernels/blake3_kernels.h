// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef BLAKE3_KERNELS_H
#define BLAKE3_KERNELS_H

#include "CHashKernels.h"

#define BLAKE3_BLOCK_BYTE_COUNT 64
#define BLAKE3_CHAINING_VALUE_BYTE_COUNT 32

// The BLAKE3 paper, table 1: the first eight words of SHA-2's initial hash value.
#define BLAKE3_IV \
    {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

// The BLAKE3 paper, table 3.
enum {
    BLAKE3_CHUNK_START = 1 << 0,
    BLAKE3_CHUNK_END = 1 << 1,
    BLAKE3_PARENT = 1 << 2,
    BLAKE3_ROOT = 1 << 3,
};

// The nodes of the tree that a kernel hashes: all of one kind, all full, none the root.
typedef enum {
    BLAKE3_CHUNKS,   // of 1024 bytes
    BLAKE3_PARENTS,  // of two chaining values
} blake3_nodes;

// Hashes `count` nodes that lie one after the other at `input` and writes their chaining values, as bytes, one after
// the other to `output`. The output may begin where the input does: it never overtakes it.
typedef void blake3_kernel(
    blake3_nodes nodes, const uint8_t *input, size_t count, uint64_t first_chunk, uint8_t *output);

blake3_kernel hk_blake3_portable, hk_blake3_sse41, hk_blake3_avx2, hk_blake3_avx512, hk_blake3_neon;

// The compression function, truncated to the next chaining value (the BLAKE3 paper, 2.2).
void hk_blake3_compress(
    uint32_t chaining_value[8], const uint8_t block[BLAKE3_BLOCK_BYTE_COUNT], uint32_t byte_count, uint64_t chunk,
    uint32_t flags);

#endif
