// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// SHA-256 with the SHA extensions of x86-64.
//
// SHA256RNDS2 does two rounds and has about twice the latency of its throughput: one stream leaves half of the unit
// idle. The rounds of several streams are therefore written side by side.

#if defined(__x86_64__)

#include "sha256.h"

#include <immintrin.h>

#define HK_TARGET __attribute__((target("sha,avx")))
#define HK_INLINE static inline __attribute__((always_inline)) HK_TARGET

// The instructions want the eight words of the state as (f e b a) and (h g d c), from the lowest element.
typedef struct {
    __m128i feba, hgdc;
} hk_sha_ni_state;

HK_INLINE hk_sha_ni_state load_state(const uint32_t words[8]) {
    const __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)words);
    const __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(words + 4));
    const __m128i badc = _mm_shuffle_epi32(dcba, _MM_SHUFFLE(2, 3, 0, 1));
    const __m128i efgh = _mm_shuffle_epi32(hgfe, _MM_SHUFFLE(0, 1, 2, 3));
    return (hk_sha_ni_state){.feba = _mm_alignr_epi8(badc, efgh, 8), .hgdc = _mm_blend_epi16(efgh, badc, 0xf0)};
}

HK_INLINE void store_state(uint32_t words[8], hk_sha_ni_state state) {
    const __m128i abef = _mm_shuffle_epi32(state.feba, _MM_SHUFFLE(0, 1, 2, 3));
    const __m128i ghcd = _mm_shuffle_epi32(state.hgdc, _MM_SHUFFLE(2, 3, 0, 1));
    _mm_storeu_si128((__m128i *)(void *)words, _mm_blend_epi16(abef, ghcd, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(words + 4), _mm_alignr_epi8(ghcd, abef, 8));
}

// Four rounds of one stream. The words are those of the schedule, `words[step % 4]` first; FOUR_ROUNDS reads them, and
// NEXT_WORDS puts those that are needed four steps later in their place.
//
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

HK_INLINE void four_rounds(hk_sha_ni_state *state, __m128i words[4], int step) {
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

// Always inlined with a constant count, so that the arrays become registers.
HK_INLINE void compress(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    // The instructions above are of both kinds, old and VEX: some processors switch between them slowly unless the
    // upper halves of all registers are zero.
    _mm256_zeroupper();
    hk_sha_ni_state state[HK_SHA256_MAXIMUM_STREAM_COUNT];
    const uint8_t *next[HK_SHA256_MAXIMUM_STREAM_COUNT];
#pragma unroll
    for (size_t s = 0; s < stream_count; s++) state[s] = load_state(streams[s].state), next[s] = streams[s].next;
    for (; block_count > 0; block_count--) {
        hk_sha_ni_state before[HK_SHA256_MAXIMUM_STREAM_COUNT];
        __m128i message[HK_SHA256_MAXIMUM_STREAM_COUNT][4];
#pragma unroll
        for (size_t s = 0; s < stream_count; s++) {
            before[s] = state[s];
#pragma unroll
            for (size_t i = 0; i < 4; i++) {
                const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(next[s] + 16 * i));
                message[s][i] = _mm_shuffle_epi8(bytes, big_endian);
            }
            next[s] += 64;
        }
#pragma unroll
        for (int step = 0; step < 16; step++) {
#pragma unroll
            for (size_t s = 0; s < stream_count; s++) four_rounds(&state[s], message[s], step);
        }
#pragma unroll
        for (size_t s = 0; s < stream_count; s++) {
            state[s].feba = _mm_add_epi32(state[s].feba, before[s].feba);
            state[s].hgdc = _mm_add_epi32(state[s].hgdc, before[s].hgdc);
        }
    }
#pragma unroll
    for (size_t s = 0; s < stream_count; s++) store_state(streams[s].state, state[s]), streams[s].next = next[s];
}

HK_TARGET static void compress_1(hk_sha256_stream *streams, size_t count) { compress(streams, 1, count); }
HK_TARGET static void compress_2(hk_sha256_stream *streams, size_t count) { compress(streams, 2, count); }
HK_TARGET static void compress_3(hk_sha256_stream *streams, size_t count) { compress(streams, 3, count); }
HK_TARGET static void compress_4(hk_sha256_stream *streams, size_t count) { compress(streams, 4, count); }

void hk_sha256_compress_sha_ni(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    switch (stream_count) {
    case 1: return compress_1(streams, block_count);
    case 2: return compress_2(streams, block_count);
    case 3: return compress_3(streams, block_count);
    case 4: return compress_4(streams, block_count);
    }
}

#endif
