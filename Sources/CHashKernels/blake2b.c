// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// BLAKE2b-512 (RFC 7693).

#include <string.h>

#include "blake2b.h"

#define INLINE static inline __attribute__((always_inline))

// MARK: F in standard C

#define ROTATE_RIGHT(x, count) ((x) >> (count) | (x) << (64 - (count)))

// RFC 7693, 3.1.
INLINE void mix(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, uint64_t x, uint64_t y) {
    *a = *a + *b + x;
    *d = ROTATE_RIGHT(*d ^ *a, 32);
    *c = *c + *d;
    *b = ROTATE_RIGHT(*b ^ *c, 24);
    *a = *a + *b + y;
    *d = ROTATE_RIGHT(*d ^ *a, 16);
    *c = *c + *d;
    *b = ROTATE_RIGHT(*b ^ *c, 63);
}

INLINE void mix_columns_and_diagonals(uint64_t v[16], const uint64_t m[16], const uint8_t s[16]) {
    mix(v + 0, v + 4, v + 8, v + 12, m[s[0]], m[s[1]]);
    mix(v + 1, v + 5, v + 9, v + 13, m[s[2]], m[s[3]]);
    mix(v + 2, v + 6, v + 10, v + 14, m[s[4]], m[s[5]]);
    mix(v + 3, v + 7, v + 11, v + 15, m[s[6]], m[s[7]]);
    mix(v + 0, v + 5, v + 10, v + 15, m[s[8]], m[s[9]]);
    mix(v + 1, v + 6, v + 11, v + 12, m[s[10]], m[s[11]]);
    mix(v + 2, v + 7, v + 8, v + 13, m[s[12]], m[s[13]]);
    mix(v + 3, v + 4, v + 9, v + 14, m[s[14]], m[s[15]]);
}

INLINE uint64_t load_word(const uint8_t *bytes) {
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

void hk_blake2b_compress_portable(
    uint64_t state[8], uint64_t byte_count[2], const uint8_t *blocks, size_t block_count, size_t block_byte_count,
    uint64_t last) {
    static const uint64_t iv[8] = BLAKE2B_IV;
    for (; block_count > 0; block_count--, blocks += BLAKE2B_BLOCK_BYTE_COUNT) {
        blake2b_count(byte_count, block_byte_count);
        uint64_t v[16], m[16];
        memcpy(v, state, 64);
        memcpy(v + 8, iv, 64);
        v[12] ^= byte_count[0];
        v[13] ^= byte_count[1];
        v[14] ^= last;
        for (int i = 0; i < 16; i++) m[i] = load_word(blocks + 8 * i);
        BLAKE2B_ROUNDS(v, m);
        for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
    }
}

// MARK: The hash

static blake2b_compress *compress(uint32_t instructions) {
#if defined(__x86_64__)
    if (instructions & HK_AVX2) return hk_blake2b_compress_avx2;
#endif
    (void)instructions;
    return hk_blake2b_compress_portable;
}

void hk_blake2b_init(hk_blake2b *hash) {
    static const uint64_t iv[8] = BLAKE2B_IV;
    // RFC 7693, 2.5: a digest of 64 bytes, no key, fanout 1, depth 1.
    memcpy(hash->state, iv, sizeof iv);
    hash->state[0] ^= 64 | 1 << 16 | 1 << 24;
    hash->byte_count[0] = hash->byte_count[1] = 0;
    hash->block_byte_count = 0;
}

void hk_blake2b_update(uint32_t instructions, hk_blake2b *hash, const uint8_t *bytes, size_t byte_count) {
    if (byte_count == 0) return;
    const size_t room = BLAKE2B_BLOCK_BYTE_COUNT - hash->block_byte_count;
    // The last block is compressed by finish, so a block has to wait until it is known not to be that.
    if (byte_count > room && hash->block_byte_count > 0) {
        memcpy(hash->block + hash->block_byte_count, bytes, room);
        compress(instructions)(hash->state, hash->byte_count, hash->block, 1, BLAKE2B_BLOCK_BYTE_COUNT, 0);
        hash->block_byte_count = 0;
        bytes += room;
        byte_count -= room;
    }
    if (byte_count > BLAKE2B_BLOCK_BYTE_COUNT) {
        const size_t block_count = (byte_count - 1) / BLAKE2B_BLOCK_BYTE_COUNT;
        compress(instructions)(hash->state, hash->byte_count, bytes, block_count, BLAKE2B_BLOCK_BYTE_COUNT, 0);
        bytes += block_count * BLAKE2B_BLOCK_BYTE_COUNT;
        byte_count -= block_count * BLAKE2B_BLOCK_BYTE_COUNT;
    }
    memcpy(hash->block + hash->block_byte_count, bytes, byte_count);
    hash->block_byte_count += byte_count;
}

void hk_blake2b_finish(uint32_t instructions, hk_blake2b *hash, uint8_t digest[64]) {
    memset(hash->block + hash->block_byte_count, 0, BLAKE2B_BLOCK_BYTE_COUNT - hash->block_byte_count);
    compress(instructions)(hash->state, hash->byte_count, hash->block, 1, hash->block_byte_count, UINT64_MAX);
    for (int i = 0; i < 64; i++) digest[i] = (uint8_t)(hash->state[i / 8] >> 8 * (i % 8));
}
