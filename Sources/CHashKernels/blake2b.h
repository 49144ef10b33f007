// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef BLAKE2B_H
#define BLAKE2B_H

#include "CHashKernels.h"

#define BLAKE2B_BLOCK_BYTE_COUNT 128

// RFC 7693, 2.6: SHA-512's initial hash value.
#define BLAKE2B_IV \
    {UINT64_C(0x6a09e667f3bcc908), UINT64_C(0xbb67ae8584caa73b), UINT64_C(0x3c6ef372fe94f82b), \
     UINT64_C(0xa54ff53a5f1d36f1), UINT64_C(0x510e527fade682d1), UINT64_C(0x9b05688c2b3e6c1f), \
     UINT64_C(0x1f83d9abfb41bd6b), UINT64_C(0x5be0cd19137e2179)}

// RFC 7693, 2.7: the message words of each round. The two last rounds use the first two lines again.
static const uint8_t blake2b_sigma[12][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

// All rounds, by the function `mix_columns_and_diagonals` of the file. Not a loop: with the table known, the words of v
// stay in registers.
#define BLAKE2B_ROUNDS(v, m) \
    do { \
        BLAKE2B_FOUR_ROUNDS(v, m, 0); \
        BLAKE2B_FOUR_ROUNDS(v, m, 4); \
        BLAKE2B_FOUR_ROUNDS(v, m, 8); \
    } while (0)
#define BLAKE2B_FOUR_ROUNDS(v, m, first) \
    mix_columns_and_diagonals(v, m, blake2b_sigma[first]); \
    mix_columns_and_diagonals(v, m, blake2b_sigma[(first) + 1]); \
    mix_columns_and_diagonals(v, m, blake2b_sigma[(first) + 2]); \
    mix_columns_and_diagonals(v, m, blake2b_sigma[(first) + 3])

// RFC 7693, 3.2: F, over `block_count` blocks. `byte_count` counts the bytes before them; each block adds
// `block_byte_count` bytes: 128, but for a last block that is not full. `last` is all ones for the last block, else 0.
typedef void blake2b_compress(
    uint64_t state[8], uint64_t byte_count[2], const uint8_t *blocks, size_t block_count, size_t block_byte_count,
    uint64_t last);

blake2b_compress hk_blake2b_compress_portable, hk_blake2b_compress_avx2;

// Adds to a count of 128 bits.
static inline void blake2b_count(uint64_t byte_count[2], size_t added) {
    byte_count[0] += added;
    if (byte_count[0] < added) byte_count[1] += 1;
}

#endif
