// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// SHA-256 with the cryptographic instructions of ARMv8, for several streams side by side: see sha256_sha_ni.c.

#if defined(__aarch64__)

#include "sha256.h"

#include <arm_neon.h>

#define KERNEL hk_sha256_compress_armv8
#if defined(__clang__)
#define TARGET __attribute__((target("sha2")))
#else
#define TARGET __attribute__((target("+crypto")))
#endif
#define INLINE static inline __attribute__((always_inline)) TARGET

typedef uint32x4_t sha256_words;

typedef struct {
    uint32x4_t abcd, efgh;
} sha256_state;

INLINE sha256_state load_state(const uint32_t words[8]) {
    return (sha256_state){vld1q_u32(words), vld1q_u32(words + 4)};
}

INLINE void store_state(uint32_t words[8], sha256_state state) {
    vst1q_u32(words, state.abcd);
    vst1q_u32(words + 4, state.efgh);
}

INLINE sha256_state add_states(sha256_state a, sha256_state b) {
    return (sha256_state){vaddq_u32(a.abcd, b.abcd), vaddq_u32(a.efgh, b.efgh)};
}

INLINE sha256_words load_words(const uint8_t bytes[16]) { return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes))); }

INLINE void four_rounds(sha256_state *state, sha256_words words[4], int step) {
    const uint32x4_t input = vaddq_u32(words[step % 4], vld1q_u32(hk_sha256_constants + 4 * step)), abcd = state->abcd;
    state->abcd = vsha256hq_u32(abcd, state->efgh, input);
    state->efgh = vsha256h2q_u32(state->efgh, abcd, input);
    if (step >= 12) return;
    const uint32x4_t partial = vsha256su0q_u32(words[step % 4], words[(step + 1) % 4]);
    words[step % 4] = vsha256su1q_u32(partial, words[(step + 2) % 4], words[(step + 3) % 4]);
}

#include "sha256_streams.h"

#endif
