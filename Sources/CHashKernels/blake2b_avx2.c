// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// BLAKE2b's F with the four rows of its state in one vector each, so that G runs on all columns, then all diagonals.

#if defined(__x86_64__)

#include <string.h>

#include "blake2b.h"

#define TARGET __attribute__((target("avx2")))
#define INLINE TARGET static inline __attribute__((always_inline))

typedef uint64_t row __attribute__((vector_size(32)));

#define ROTATE_RIGHT(x, count) ((x) >> (count) | (x) << (64 - (count)))
// Moves the words of a row to the left.
#define TURN(x, count) \
    __builtin_shufflevector(x, x, (count) % 4, ((count) + 1) % 4, ((count) + 2) % 4, ((count) + 3) % 4)

// RFC 7693, 3.1, four times. What is not yet known last comes last in each sum.
INLINE void mix(row v[4], row x, row y) {
    v[0] = v[0] + x + v[1];
    v[3] = ROTATE_RIGHT(v[3] ^ v[0], 32);
    v[2] = v[2] + v[3];
    v[1] = ROTATE_RIGHT(v[1] ^ v[2], 24);
    v[0] = v[0] + y + v[1];
    v[3] = ROTATE_RIGHT(v[3] ^ v[0], 16);
    v[2] = v[2] + v[3];
    v[1] = ROTATE_RIGHT(v[1] ^ v[2], 63);
}

INLINE void mix_columns_and_diagonals(row v[4], const uint64_t m[16], const uint8_t s[16]) {
    mix(v, (row){m[s[0]], m[s[2]], m[s[4]], m[s[6]]}, (row){m[s[1]], m[s[3]], m[s[5]], m[s[7]]});
    // Diagonals become columns. The second row is known last, so it stays and the others turn: the words of the
    // message follow them.
    v[0] = TURN(v[0], 3);
    v[2] = TURN(v[2], 1);
    v[3] = TURN(v[3], 2);
    mix(v, (row){m[s[14]], m[s[8]], m[s[10]], m[s[12]]}, (row){m[s[15]], m[s[9]], m[s[11]], m[s[13]]});
    v[0] = TURN(v[0], 1);
    v[2] = TURN(v[2], 3);
    v[3] = TURN(v[3], 2);
}

TARGET void hk_blake2b_compress_avx2(
    uint64_t state[8], uint64_t byte_count[2], const uint8_t *blocks, size_t block_count, size_t block_byte_count,
    uint64_t last) {
    static const uint64_t iv[8] = BLAKE2B_IV;
    row h[2];
    memcpy(h, state, sizeof h);
    for (; block_count > 0; block_count--, blocks += BLAKE2B_BLOCK_BYTE_COUNT) {
        blake2b_count(byte_count, block_byte_count);
        uint64_t m[16];
        memcpy(m, blocks, sizeof m);
        row v[4] = {
            h[0],
            h[1],
            {iv[0], iv[1], iv[2], iv[3]},
            {iv[4] ^ byte_count[0], iv[5] ^ byte_count[1], iv[6] ^ last, iv[7]},
        };
        BLAKE2B_ROUNDS(v, m);
        h[0] ^= v[0] ^ v[2];
        h[1] ^= v[1] ^ v[3];
    }
    memcpy(state, h, sizeof h);
}

#endif
