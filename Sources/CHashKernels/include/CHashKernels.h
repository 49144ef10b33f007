// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef C_HASH_KERNELS_H
#define C_HASH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Hash functions over memory, with no allocation and no shared state.
//
// Every function that hashes takes the instruction sets that it may use, a sum of the constants below: the result is
// the same for all, and with HK_PORTABLE nothing but standard C runs. Naming a set that hk_instructions_here() does
// not report is undefined behaviour.

#define HK_PORTABLE 0x00u
// x86-64
#define HK_SSE41 0x01u
#define HK_AVX2 0x02u
#define HK_AVX512 0x04u  // F, VL and BW
#define HK_SHA_NI 0x08u  // with AVX
// arm64
#define HK_NEON 0x10u
#define HK_ARMV8_SHA256 0x20u

// The instruction sets that this processor has and this system saves for its threads.
uint32_t hk_instructions_here(void);

// SHA-256 (FIPS 180-4): the compression function over several independent streams at once. Padding is the caller's.

#define HK_SHA256_MAXIMUM_STREAM_COUNT 4

typedef struct {
    uint32_t state[8];
    // The next block; need not be aligned. Compression moves it on.
    const uint8_t *next;
} hk_sha256_stream;

// Sets the initial hash value.
void hk_sha256_init(hk_sha256_stream *stream);
// Compresses `block_count` blocks of 64 bytes of each of `stream_count` streams (at most the maximum).
void hk_sha256_compress(uint32_t instructions, hk_sha256_stream *streams, size_t stream_count, size_t block_count);
// How many streams at once are fastest with these instructions: 1 where there is nothing to interleave.
size_t hk_sha256_preferred_stream_count(uint32_t instructions);
// Writes the state as the 32 bytes of a digest.
void hk_sha256_digest(const hk_sha256_stream *stream, uint8_t digest[32]);

// BLAKE2b with a 64-byte digest, without key, salt or personalisation (RFC 7693).

typedef struct {
    uint64_t state[8];
    uint64_t byte_count[2];
    uint8_t block[128];
    size_t block_byte_count;
} hk_blake2b;

void hk_blake2b_init(hk_blake2b *hash);
void hk_blake2b_update(uint32_t instructions, hk_blake2b *hash, const uint8_t *bytes, size_t byte_count);
void hk_blake2b_finish(uint32_t instructions, hk_blake2b *hash, uint8_t digest[64]);

// BLAKE3 with a 32-byte digest, hash mode (the BLAKE3 paper, 2.1 to 2.6), whole or in subtrees of a large input.

#define HK_BLAKE3_CHUNK_BYTE_COUNT 1024
#define HK_BLAKE3_MAXIMUM_DEPTH 54

typedef struct {
    // Chaining values of complete subtrees, largest first.
    uint32_t stack[HK_BLAKE3_MAXIMUM_DEPTH + 1][8];
    size_t stack_count;
    // The number of the chunk that begins with the pending bytes, or with the next one; and of the first chunk.
    uint64_t chunk, first_chunk;
    // Bytes that cannot be hashed before it is known whether more follow.
    uint8_t pending[HK_BLAKE3_CHUNK_BYTE_COUNT];
    size_t pending_byte_count;
} hk_blake3;

// Starts a whole input (`first_chunk` 0) or a subtree that begins at a multiple of its own power-of-two length.
void hk_blake3_init(hk_blake3 *hash, uint64_t first_chunk);
void hk_blake3_update(uint32_t instructions, hk_blake3 *hash, const uint8_t *bytes, size_t byte_count);
// Ends a whole input.
void hk_blake3_finish(uint32_t instructions, hk_blake3 *hash, uint8_t digest[32]);
// Ends a subtree of at least one byte that is not the whole input: gives its chaining value.
void hk_blake3_finish_subtree(uint32_t instructions, hk_blake3 *hash, uint8_t chaining_value[32]);
// Joins the chaining values of `count` subtrees, at least two, in order. All must cover the same power of two of
// chunks but the last, which may cover less.
void hk_blake3_join(uint32_t instructions, const uint8_t *chaining_values, size_t count, uint8_t digest[32]);

#endif
