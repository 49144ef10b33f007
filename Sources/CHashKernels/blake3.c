// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// The tree of BLAKE3: chunks of 1024 bytes at the leaves, every left subtree the largest power of two of chunks that
// leaves something for the right (the BLAKE3 paper, 2.1). Chunks and parents are hashed many at once by a kernel, and
// joined over a stack of the subtrees that are complete (the paper, 5.1.2).

#include <string.h>

#include "blake3_kernels.h"

// As many chunks as are hashed before their parents are; more would only fill the lanes of the upper parents better.
#define BATCH_CHUNK_COUNT 128

// MARK: Kernels

static void hash_nodes(
    uint32_t instructions, blake3_nodes nodes, const uint8_t *input, size_t count, uint64_t first_chunk,
    uint8_t *output) {
    blake3_kernel *kernel = hk_blake3_portable;
    // One node alone is quickest without vectors.
    if (count > 1) {
#if defined(__x86_64__)
        if (instructions & HK_SSE41) kernel = hk_blake3_sse41;
        if (instructions & HK_AVX2 && count > 2) kernel = hk_blake3_avx2;
        if (instructions & HK_AVX512 && count > 4) kernel = hk_blake3_avx512;
#elif defined(__aarch64__) && defined(__AARCH64EL__)
        if (instructions & HK_NEON) kernel = hk_blake3_neon;
#endif
    }
    (void)instructions;
    kernel(nodes, input, count, first_chunk, output);
}

// MARK: The stack

static void load_words(uint32_t words[8], const uint8_t bytes[32]) {
    for (int i = 0; i < 8; i++, bytes += 4)
        words[i] = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void store_words(uint8_t bytes[32], const uint32_t words[8]) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
}

// Replaces the two last subtrees by their parent.
static void join_last_two(hk_blake3 *hash, uint32_t flags) {
    static const uint32_t iv[8] = BLAKE3_IV;
    uint8_t block[BLAKE3_BLOCK_BYTE_COUNT];
    store_words(block, hash->stack[hash->stack_count - 2]);
    store_words(block + 32, hash->stack[hash->stack_count - 1]);
    hash->stack_count -= 1;
    uint32_t *parent = hash->stack[hash->stack_count - 1];
    memcpy(parent, iv, sizeof iv);
    hk_blake3_compress(parent, block, sizeof block, 0, BLAKE3_PARENT | flags);
}

// Adds a subtree of `chunk_count` chunks, a power of two unless it is the last.
//
// The subtrees before it that belong together are joined only now that they are known not to be the whole input: two
// subtrees or pending bytes always remain for the root. There is one subtree for each one bit of the number of chunks.
static void push(hk_blake3 *hash, const uint8_t chaining_value[32], uint64_t chunk_count) {
    const uint64_t chunks_before = hash->chunk - hash->first_chunk;
    while (hash->stack_count > (size_t)__builtin_popcountll(chunks_before)) join_last_two(hash, 0);
    load_words(hash->stack[hash->stack_count], chaining_value);
    hash->stack_count += 1;
    hash->chunk += chunk_count;
}

// Adds whole chunks; if they are all of the subtree, there must be more than one.
static void add_chunks(uint32_t instructions, hk_blake3 *hash, const uint8_t *chunks, size_t count) {
    uint8_t chaining_values[BATCH_CHUNK_COUNT][32];
    hash_nodes(instructions, BLAKE3_CHUNKS, chunks, count, hash->chunk, chaining_values[0]);

    for (uint8_t(*next)[32] = chaining_values; count > 0;) {
        // The largest complete subtree that begins here.
        const uint64_t chunks_before = hash->chunk - hash->first_chunk;
        size_t chunk_count = 1;
        while (chunk_count * 2 <= count && chunks_before % (chunk_count * 2) == 0) chunk_count *= 2;
        // Its parents, up to the children of its root.
        size_t node_count = chunk_count;
        for (; node_count > 2; node_count /= 2)
            hash_nodes(instructions, BLAKE3_PARENTS, next[0], node_count / 2, 0, next[0]);
        for (size_t i = 0; i < node_count; i++) push(hash, next[i], chunk_count / node_count);
        next += chunk_count;
        count -= chunk_count;
    }
}

// MARK: Input

void hk_blake3_init(hk_blake3 *hash, uint64_t first_chunk) {
    hash->stack_count = 0;
    hash->chunk = hash->first_chunk = first_chunk;
    hash->pending_byte_count = 0;
}

// Moves bytes to the pending ones, until those are a chunk; returns how many.
static size_t keep(hk_blake3 *hash, const uint8_t *bytes, size_t byte_count) {
    const size_t room = HK_BLAKE3_CHUNK_BYTE_COUNT - hash->pending_byte_count;
    const size_t kept = byte_count < room ? byte_count : room;
    if (kept > 0) memcpy(hash->pending + hash->pending_byte_count, bytes, kept);
    hash->pending_byte_count += kept;
    return kept;
}

void hk_blake3_update(uint32_t instructions, hk_blake3 *hash, const uint8_t *bytes, size_t byte_count) {
    if (hash->pending_byte_count > 0) {
        const size_t kept = keep(hash, bytes, byte_count);
        bytes += kept;
        byte_count -= kept;
        if (byte_count == 0) return;
        add_chunks(instructions, hash, hash->pending, 1);
        hash->pending_byte_count = 0;
    }
    // A first chunk may be the root. A later one is not, and need not wait for what follows it.
    const size_t least = hash->stack_count == 0 ? HK_BLAKE3_CHUNK_BYTE_COUNT + 1 : HK_BLAKE3_CHUNK_BYTE_COUNT;
    while (byte_count >= least) {
        const size_t whole = byte_count / HK_BLAKE3_CHUNK_BYTE_COUNT;
        const size_t count = whole < BATCH_CHUNK_COUNT ? whole : BATCH_CHUNK_COUNT;
        add_chunks(instructions, hash, bytes, count);
        bytes += count * HK_BLAKE3_CHUNK_BYTE_COUNT;
        byte_count -= count * HK_BLAKE3_CHUNK_BYTE_COUNT;
    }
    keep(hash, bytes, byte_count);
}

// MARK: The end

// The chaining value of the pending bytes as a chunk.
static void hash_pending(const hk_blake3 *hash, uint32_t last_flags, uint8_t chaining_value[32]) {
    uint32_t value[8] = BLAKE3_IV;
    uint32_t flags = BLAKE3_CHUNK_START;
    const uint8_t *bytes = hash->pending;
    size_t byte_count = hash->pending_byte_count;
    for (; byte_count > BLAKE3_BLOCK_BYTE_COUNT; byte_count -= BLAKE3_BLOCK_BYTE_COUNT) {
        hk_blake3_compress(value, bytes, BLAKE3_BLOCK_BYTE_COUNT, hash->chunk, flags);
        bytes += BLAKE3_BLOCK_BYTE_COUNT;
        flags = 0;
    }
    uint8_t last[BLAKE3_BLOCK_BYTE_COUNT] = {0};
    memcpy(last, bytes, byte_count);
    hk_blake3_compress(value, last, (uint32_t)byte_count, hash->chunk, flags | BLAKE3_CHUNK_END | last_flags);
    store_words(chaining_value, value);
}

static void end(hk_blake3 *hash, uint32_t root, uint8_t chaining_value[32]) {
    if (hash->stack_count == 0) return hash_pending(hash, root, chaining_value);
    if (hash->pending_byte_count > 0) {
        hash_pending(hash, 0, chaining_value);
        push(hash, chaining_value, 1);
    }
    while (hash->stack_count > 2) join_last_two(hash, 0);
    join_last_two(hash, root);
    store_words(chaining_value, hash->stack[0]);
}

void hk_blake3_finish(uint32_t instructions, hk_blake3 *hash, uint8_t digest[32]) {
    (void)instructions;
    end(hash, BLAKE3_ROOT, digest);
}

void hk_blake3_finish_subtree(uint32_t instructions, hk_blake3 *hash, uint8_t chaining_value[32]) {
    (void)instructions;
    end(hash, 0, chaining_value);
}

void hk_blake3_join(uint32_t instructions, const uint8_t *chaining_values, size_t count, uint8_t digest[32]) {
    // For the shape of the tree, each subtree may as well be one chunk.
    hk_blake3 hash;
    hk_blake3_init(&hash, 0);
    for (size_t i = 0; i < count; i++) push(&hash, chaining_values + 32 * i, 1);
    hk_blake3_finish(instructions, &hash, digest);
}
