// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// SHA-256 with the cryptographic instructions of ARMv8, for several streams side by side: see sha256_sha_ni.c.

#if defined(__aarch64__)

#include "sha256.h"

#include <arm_neon.h>

#if defined(__clang__)
#define HK_TARGET __attribute__((target("sha2")))
#else
#define HK_TARGET __attribute__((target("+crypto")))
#endif
#define HK_INLINE static inline __attribute__((always_inline)) HK_TARGET

typedef struct {
    uint32x4_t abcd, efgh;
} hk_armv8_state;

// Four rounds of every stream, and the four words of its schedule that are needed four steps later.
HK_INLINE void four_rounds(hk_armv8_state *state, uint32x4_t (*message)[4], size_t stream_count, int step) {
    const uint32x4_t constants = vld1q_u32(hk_sha256_constants + 4 * step);
    for (size_t s = 0; s < stream_count; s++) {
        uint32x4_t *const words = message[s];
        const uint32x4_t input = vaddq_u32(words[step % 4], constants), abcd = state[s].abcd;
        state[s].abcd = vsha256hq_u32(abcd, state[s].efgh, input);
        state[s].efgh = vsha256h2q_u32(state[s].efgh, abcd, input);
        if (step >= 12) continue;
        const uint32x4_t partial = vsha256su0q_u32(words[step % 4], words[(step + 1) % 4]);
        words[step % 4] = vsha256su1q_u32(partial, words[(step + 2) % 4], words[(step + 3) % 4]);
    }
}

// Always inlined with a constant count, so that the arrays become registers.
HK_INLINE void compress(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    hk_armv8_state state[HK_SHA256_MAXIMUM_STREAM_COUNT];
    const uint8_t *next[HK_SHA256_MAXIMUM_STREAM_COUNT];
    for (size_t s = 0; s < stream_count; s++) {
        state[s] = (hk_armv8_state){vld1q_u32(streams[s].state), vld1q_u32(streams[s].state + 4)};
        next[s] = streams[s].next;
    }
    for (; block_count > 0; block_count--) {
        hk_armv8_state before[HK_SHA256_MAXIMUM_STREAM_COUNT];
        uint32x4_t message[HK_SHA256_MAXIMUM_STREAM_COUNT][4];
        for (size_t s = 0; s < stream_count; s++) {
            before[s] = state[s];
            for (size_t i = 0; i < 4; i++) {
                message[s][i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(next[s] + 16 * i)));
            }
            next[s] += 64;
        }
#if defined(__clang__)
#pragma unroll
#else
#pragma GCC unroll 16
#endif
        for (int step = 0; step < 16; step++) four_rounds(state, message, stream_count, step);
        for (size_t s = 0; s < stream_count; s++) {
            state[s].abcd = vaddq_u32(state[s].abcd, before[s].abcd);
            state[s].efgh = vaddq_u32(state[s].efgh, before[s].efgh);
        }
    }
    for (size_t s = 0; s < stream_count; s++) {
        vst1q_u32(streams[s].state, state[s].abcd);
        vst1q_u32(streams[s].state + 4, state[s].efgh);
        streams[s].next = next[s];
    }
}

HK_TARGET static void compress_1(hk_sha256_stream *streams, size_t count) { compress(streams, 1, count); }
HK_TARGET static void compress_2(hk_sha256_stream *streams, size_t count) { compress(streams, 2, count); }
HK_TARGET static void compress_3(hk_sha256_stream *streams, size_t count) { compress(streams, 3, count); }
HK_TARGET static void compress_4(hk_sha256_stream *streams, size_t count) { compress(streams, 4, count); }

void hk_sha256_compress_armv8(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    switch (stream_count) {
    case 1: return compress_1(streams, block_count);
    case 2: return compress_2(streams, block_count);
    case 3: return compress_3(streams, block_count);
    case 4: return compress_4(streams, block_count);
    }
}

#endif
