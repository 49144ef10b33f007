// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// A template: the BLAKE3 compression function over LANES nodes at once, one in each lane of the vectors, and the
// kernel made of it. With one lane a vector is a plain word, and all of this is standard C.
//
// Include it once in a file, after defining
//   LANES   1, 4, 8 or 16
//   KERNEL  the name of the kernel, a blake3_kernel
//   TARGET  the attribute that lets the compiler use an instruction set; empty for what it uses anyway
//
// The rotations are written as shifts: clang turns them into byte shuffles, vprold or rev32 where there are such.

#include <string.h>

#include "blake3_kernels.h"

// Without inlining, vectors would travel through memory; and v and m must become registers, whatever -O2 thinks.
#define INLINE TARGET static inline __attribute__((always_inline))

#if LANES == 1
typedef uint32_t words;
#else
typedef uint32_t words __attribute__((vector_size(4 * LANES)));
#endif

// MARK: The compression function (the BLAKE3 paper, 2.2)

// Where each round's message words come from: table 2's permutation, applied once more for every round.
static const uint8_t schedule[7][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8},
    {3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1},
    {10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6},
    {12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4},
    {9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7},
    {11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13},
};

#define ROTATE(x, count) ((x) >> (count) | (x) << (32 - (count)))

// Four quarter rounds G side by side, so that four independent chains of operations are in flight: in the columns of
// the state's rows (`turn` 0), or in its diagonals (`turn` 1). `s` says which words of the message go in.
INLINE void mix(words v[4][4], int turn, const words m[16], const uint8_t s[8]) {
#define EACH for (int i = 0; i < 4; i++)
#define A v[0][i]
#define B v[1][(i + turn) % 4]
#define C v[2][(i + 2 * turn) % 4]
#define D v[3][(i + 3 * turn) % 4]
    EACH A = A + m[s[2 * i]] + B;
    EACH D = ROTATE(D ^ A, 16);
    EACH C = C + D;
    EACH B = ROTATE(B ^ C, 12);
    EACH A = A + m[s[2 * i + 1]] + B;
    EACH D = ROTATE(D ^ A, 8);
    EACH C = C + D;
    EACH B = ROTATE(B ^ C, 7);
#undef EACH
#undef A
#undef B
#undef C
#undef D
}

INLINE void mix_columns_and_diagonals(words v[4][4], const words m[16], const uint8_t s[16]) {
    mix(v, 0, m, s);
    mix(v, 1, m, s + 8);
}

// `counter` is the chunk's number, low word first.
INLINE void compress(words h[8], const words m[16], const words counter[2], uint32_t byte_count, uint32_t flags) {
    static const uint32_t iv[8] = BLAKE3_IV;
    const words zero = {0};
    words v[4][4] = {
        {h[0], h[1], h[2], h[3]},
        {h[4], h[5], h[6], h[7]},
        {zero + iv[0], zero + iv[1], zero + iv[2], zero + iv[3]},
        {counter[0], counter[1], zero + byte_count, zero + flags},
    };
    // Not a loop, which need not be unrolled: each row of the schedule has to be a constant where it is used.
    mix_columns_and_diagonals(v, m, schedule[0]);
    mix_columns_and_diagonals(v, m, schedule[1]);
    mix_columns_and_diagonals(v, m, schedule[2]);
    mix_columns_and_diagonals(v, m, schedule[3]);
    mix_columns_and_diagonals(v, m, schedule[4]);
    mix_columns_and_diagonals(v, m, schedule[5]);
    mix_columns_and_diagonals(v, m, schedule[6]);
    for (int i = 0; i < 4; i++) {
        h[i] = v[0][i] ^ v[2][i];
        h[4 + i] = v[1][i] ^ v[3][i];
    }
}

// MARK: Between bytes and lanes

#if LANES == 1

INLINE void load_block(words m[16], const uint8_t *const nodes[LANES], size_t offset) {
    for (int i = 0; i < 16; i++) {
        const uint8_t *bytes = nodes[0] + offset + 4 * i;
        m[i] = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    }
}

INLINE void store_chaining_values(words h[8], uint8_t *output, size_t count) {
    for (size_t i = 0; i < 32 * count; i++) output[i] = (uint8_t)(h[i / 4] >> 8 * (i % 4));
}

#else

// Words are in the memory's order, which is BLAKE3's.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "vectors are for little-endian processors");

// A vector is a row of quads, and filled and emptied by quads: first with four successive words of lane i in its
// first quad, of lane i + 4 in its second, and so on. Then four such vectors, for four successive lanes, are
// transposed within their quads. So no step crosses a 128-bit boundary, which is slow on x86: each is one vpunpck
// there, one zip on arm64.
typedef uint32_t quad __attribute__((vector_size(16)));

INLINE quad load_quad(const uint8_t *bytes) {
    quad words;
    memcpy(&words, bytes, sizeof words);
    return words;
}

// Copying the quads into the vector would be shorter, but clang then does so in memory, and waits for it.
#define JOIN_4(x, y) __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7)
#define JOIN_8(x, y) __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#if LANES == 4
#define QUADS(f) f(0)
#define JOIN_QUADS(quad) quad(0)
#elif LANES == 8
#define QUADS(f) f(0), f(4)
#define JOIN_QUADS(quad) JOIN_4(quad(0), quad(4))
#elif LANES == 16
#define QUADS(f) f(0), f(4), f(8), f(12)
#define JOIN_QUADS(quad) JOIN_8(JOIN_4(quad(0), quad(4)), JOIN_4(quad(8), quad(12)))
#endif

// The low or high two words, or pairs of words, of each quad of x and y by turns.
#define INTERLEAVE(x, y, part) __builtin_shufflevector(x, y, QUADS(part))
#define LOW_WORDS(i) i, LANES + i, i + 1, LANES + i + 1
#define HIGH_WORDS(i) i + 2, LANES + i + 2, i + 3, LANES + i + 3
#define LOW_PAIRS(i) i, i + 1, LANES + i, LANES + i + 1
#define HIGH_PAIRS(i) i + 2, i + 3, LANES + i + 2, LANES + i + 3

INLINE void transpose_quads(words x[4]) {
    const words low01 = INTERLEAVE(x[0], x[1], LOW_WORDS), high01 = INTERLEAVE(x[0], x[1], HIGH_WORDS);
    const words low23 = INTERLEAVE(x[2], x[3], LOW_WORDS), high23 = INTERLEAVE(x[2], x[3], HIGH_WORDS);
    x[0] = INTERLEAVE(low01, low23, LOW_PAIRS);
    x[1] = INTERLEAVE(low01, low23, HIGH_PAIRS);
    x[2] = INTERLEAVE(high01, high23, LOW_PAIRS);
    x[3] = INTERLEAVE(high01, high23, HIGH_PAIRS);
}

INLINE void load_four_words(words m[4], const uint8_t *const nodes[LANES], size_t offset) {
#define QUAD(i) load_quad(nodes[lane + i] + offset)
    for (int lane = 0; lane < 4; lane++) m[lane] = JOIN_QUADS(QUAD);
#undef QUAD
    transpose_quads(m);
}

INLINE void load_block(words m[16], const uint8_t *const nodes[LANES], size_t offset) {
    load_four_words(m, nodes, offset);
    load_four_words(m + 4, nodes, offset + 16);
    load_four_words(m + 8, nodes, offset + 32);
    load_four_words(m + 12, nodes, offset + 48);
}

INLINE void store_chaining_values(words h[8], uint8_t *output, size_t count) {
    transpose_quads(h);
    transpose_quads(h + 4);
    for (size_t lane = 0; lane < count; lane++) {
        memcpy(output + 32 * lane, (const uint8_t *)&h[lane % 4] + lane / 4 * 16, 16);
        memcpy(output + 32 * lane + 16, (const uint8_t *)&h[4 + lane % 4] + lane / 4 * 16, 16);
    }
}

#endif

// MARK: The kernel

TARGET void KERNEL(
    blake3_nodes nodes, const uint8_t *input, size_t count, uint64_t first_chunk, uint8_t *output) {
    static const uint32_t iv[8] = BLAKE3_IV;
    const int parents = nodes == BLAKE3_PARENTS;
    const size_t node_byte_count = parents ? BLAKE3_BLOCK_BYTE_COUNT : HK_BLAKE3_CHUNK_BYTE_COUNT;

    while (count > 0) {
        const size_t filled = count < LANES ? count : LANES;
        const uint8_t *lanes[LANES];
        uint32_t counters[2][LANES];
        for (size_t lane = 0; lane < LANES; lane++) {
            // Lanes that have no node of their own repeat the last one.
            lanes[lane] = input + (lane < filled ? lane : filled - 1) * node_byte_count;
            const uint64_t counter = parents ? 0 : first_chunk + lane;
            counters[0][lane] = (uint32_t)counter;
            counters[1][lane] = (uint32_t)(counter >> 32);
        }
        words counter[2], m[16], h[8];
        memcpy(counter, counters, sizeof counter);
        for (int i = 0; i < 8; i++) h[i] = (words){0} + iv[i];
        for (size_t offset = 0; offset < node_byte_count; offset += BLAKE3_BLOCK_BYTE_COUNT) {
            uint32_t flags = parents ? BLAKE3_PARENT : 0;
            if (!parents && offset == 0) flags |= BLAKE3_CHUNK_START;
            if (!parents && offset + BLAKE3_BLOCK_BYTE_COUNT == node_byte_count) flags |= BLAKE3_CHUNK_END;
            load_block(m, lanes, offset);
            compress(h, m, counter, BLAKE3_BLOCK_BYTE_COUNT, flags);
        }
        store_chaining_values(h, output, filled);
        input += filled * node_byte_count;
        output += filled * BLAKE3_CHAINING_VALUE_BYTE_COUNT;
        first_chunk += filled;
        count -= filled;
    }
}
