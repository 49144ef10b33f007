// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// A template: the SHA-256 kernel over several streams side by side.
//
// Include it once in a file, after defining
//   KERNEL        the name of the kernel, a sha256_kernel
//   TARGET        the attribute that lets the compiler use an instruction set
//   sha256_words  a vector of four words
//   sha256_state  the state of one stream, in vectors
// and, as functions that are always inlined, load_state, store_state, add_states, load_words (of big-endian bytes) and
// four_rounds: four rounds of one stream with the words of its schedule at `words[step % 4]`, whose place is then taken
// by those that are needed four steps later.

#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

// Always inlined with a constant count, so that the arrays become registers.
INLINE void compress(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    sha256_state state[HK_SHA256_MAXIMUM_STREAM_COUNT];
    const uint8_t *next[HK_SHA256_MAXIMUM_STREAM_COUNT];
    UNROLL
    for (size_t s = 0; s < stream_count; s++) state[s] = load_state(streams[s].state), next[s] = streams[s].next;
    for (; block_count > 0; block_count--) {
        sha256_state before[HK_SHA256_MAXIMUM_STREAM_COUNT];
        sha256_words words[HK_SHA256_MAXIMUM_STREAM_COUNT][4];
        UNROLL
        for (size_t s = 0; s < stream_count; s++) {
            before[s] = state[s];
            UNROLL
            for (size_t i = 0; i < 4; i++) words[s][i] = load_words(next[s] + 16 * i);
            next[s] += 64;
        }
        UNROLL
        for (int step = 0; step < 16; step++) {
            UNROLL
            for (size_t s = 0; s < stream_count; s++) four_rounds(&state[s], words[s], step);
        }
        UNROLL
        for (size_t s = 0; s < stream_count; s++) state[s] = add_states(state[s], before[s]);
    }
    UNROLL
    for (size_t s = 0; s < stream_count; s++) store_state(streams[s].state, state[s]), streams[s].next = next[s];
}

TARGET static void compress_1(hk_sha256_stream *streams, size_t count) { compress(streams, 1, count); }
TARGET static void compress_2(hk_sha256_stream *streams, size_t count) { compress(streams, 2, count); }
TARGET static void compress_3(hk_sha256_stream *streams, size_t count) { compress(streams, 3, count); }
TARGET static void compress_4(hk_sha256_stream *streams, size_t count) { compress(streams, 4, count); }

void KERNEL(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    switch (stream_count) {
    case 1: return compress_1(streams, block_count);
    case 2: return compress_2(streams, block_count);
    case 3: return compress_3(streams, block_count);
    case 4: return compress_4(streams, block_count);
    }
}
