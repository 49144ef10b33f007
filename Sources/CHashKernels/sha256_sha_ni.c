// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// SHA-256 with the SHA extensions of x86-64.
//
// SHA256RNDS2 does two rounds and has about twice the latency of its throughput: one stream leaves half of the unit
// idle. The rounds of several streams are therefore written side by side.
//
// Old instructions and VEX ones are mixed: that is quick while the upper halves of all registers are zero, as they are
// whenever a function is called.

#if defined(__x86_64__)

#include "sha256.h"

#include <immintrin.h>

#define KERNEL hk_sha256_compress_sha_ni
#define TARGET __attribute__((target("sha,avx")))
#define INLINE static inline __attribute__((always_inline)) TARGET

typedef __m128i sha256_words;

// The instructions want the eight words of the state as (f e b a) and (h g d c), from the lowest element.
typedef struct {
    __m128i feba, hgdc;
} sha256_state;

INLINE sha256_state load_state(const uint32_t words[8]) {
    const __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)words);
    const __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(words + 4));
    const __m128i badc = _mm_shuffle_epi32(dcba, _MM_SHUFFLE(2, 3, 0, 1));
    const __m128i efgh = _mm_shuffle_epi32(hgfe, _MM_SHUFFLE(0, 1, 2, 3));
    return (sha256_state){.feba = _mm_alignr_epi8(badc, efgh, 8), .hgdc = _mm_blend_epi16(efgh, badc, 0xf0)};
}

INLINE void store_state(uint32_t words[8], sha256_state state) {
    const __m128i abef = _mm_shuffle_epi32(state.feba, _MM_SHUFFLE(0, 1, 2, 3));
    const __m128i ghcd = _mm_shuffle_epi32(state.hgdc, _MM_SHUFFLE(2, 3, 0, 1));
    _mm_storeu_si128((__m128i *)(void *)words, _mm_blend_epi16(abef, ghcd, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(words + 4), _mm_alignr_epi8(ghcd, abef, 8));
}

INLINE sha256_state add_states(sha256_state a, sha256_state b) {
    return (sha256_state){.feba = _mm_add_epi32(a.feba, b.feba), .hgdc = _mm_add_epi32(a.hgdc, b.hgdc)};
}

INLINE sha256_words load_words(const uint8_t bytes[16]) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes), big_endian);
}

// In assembly language, because clang's scheduler otherwise pulls the streams apart, and then half as many instructions
// again move words between registers. The processor finds what is independent by itself.
#define FOUR_ROUNDS \
    "vpaddd %[constants], %[w0], %%xmm0\n\t" \
    "sha256rnds2 %[feba], %[hgdc]\n\t" \
    "vpshufd $0x0e, %%xmm0, %%xmm0\n\t" \
    "sha256rnds2 %[hgdc], %[feba]\n\t"
#define NEXT_WORDS \
    "sha256msg1 %[w4], %[w0]\n\t" \
    "vpalignr $4, %[w8], %[w12], %%xmm0\n\t" \
    "vpaddd %%xmm0, %[w0], %[w0]\n\t" \
    "sha256msg2 %[w12], %[w0]\n\t"

INLINE void four_rounds(sha256_state *state, sha256_words words[4], int step) {
    const __m128i *const constants = (const __m128i *)(const void *)(hk_sha256_constants + 4 * step);
    __m128i *const w0 = &words[step % 4];
    if (step < 12) {
        __asm__(FOUR_ROUNDS NEXT_WORDS
                : [feba] "+&x"(state->feba), [hgdc] "+&x"(state->hgdc), [w0] "+&x"(*w0)
                : [w4] "x"(words[(step + 1) % 4]), [w8] "x"(words[(step + 2) % 4]), [w12] "x"(words[(step + 3) % 4]),
                  [constants] "m"(*constants)
                : "xmm0");
    } else {
        __asm__(FOUR_ROUNDS
                : [feba] "+&x"(state->feba), [hgdc] "+&x"(state->hgdc)
                : [w0] "x"(*w0), [constants] "m"(*constants)
                : "xmm0");
    }
}

#include "sha256_streams.h"

#endif
