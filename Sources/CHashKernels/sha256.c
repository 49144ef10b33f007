// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#include "sha256.h"

#include <string.h>

// FIPS 180-4, 4.2.2.
_Alignas(16) const uint32_t hk_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

// FIPS 180-4, 5.3.3.
void hk_sha256_init(hk_sha256_stream *stream) {
    static const uint32_t initial[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    };
    memcpy(stream->state, initial, sizeof initial);
    stream->next = NULL;
}

static uint32_t rotate_right(uint32_t word, unsigned count) { return word >> count | word << (32 - count); }

static uint32_t load_big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// FIPS 180-4, 6.2.2.
static void compress_block(uint32_t state[8], const uint8_t block[64]) {
    uint32_t schedule[64];
    for (size_t t = 0; t < 16; t++) schedule[t] = load_big_endian(block + 4 * t);
    for (size_t t = 16; t < 64; t++) {
        const uint32_t x = schedule[t - 15], y = schedule[t - 2];
        const uint32_t sigma0 = rotate_right(x, 7) ^ rotate_right(x, 18) ^ x >> 3;
        const uint32_t sigma1 = rotate_right(y, 17) ^ rotate_right(y, 19) ^ y >> 10;
        schedule[t] = sigma1 + schedule[t - 7] + sigma0 + schedule[t - 16];
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (size_t t = 0; t < 64; t++) {
        const uint32_t sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
        const uint32_t choice = (e & f) ^ (~e & g);
        const uint32_t first = h + sum1 + choice + hk_sha256_constants[t] + schedule[t];
        const uint32_t sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
        const uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
        h = g, g = f, f = e, e = d + first;
        d = c, c = b, b = a, a = first + sum0 + majority;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void compress_portable(hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
    for (size_t s = 0; s < stream_count; s++) {
        for (size_t b = 0; b < block_count; b++) {
            compress_block(streams[s].state, streams[s].next);
            streams[s].next += 64;
        }
    }
}

void hk_sha256_compress(uint32_t instructions, hk_sha256_stream *streams, size_t stream_count, size_t block_count) {
#if defined(__x86_64__)
    if (instructions & HK_SHA_NI) return hk_sha256_compress_sha_ni(streams, stream_count, block_count);
#elif defined(__aarch64__)
    if (instructions & HK_ARMV8_SHA256) return hk_sha256_compress_armv8(streams, stream_count, block_count);
#endif
    (void)instructions;
    compress_portable(streams, stream_count, block_count);
}

// Three fill the units of a processor whose latency is twice its throughput, with some to spare for waiting.
size_t hk_sha256_preferred_stream_count(uint32_t instructions) {
    return instructions & (HK_SHA_NI | HK_ARMV8_SHA256) ? 3 : 1;
}

void hk_sha256_digest(const hk_sha256_stream *stream, uint8_t digest[32]) {
    for (size_t i = 0; i < 32; i++) digest[i] = (uint8_t)(stream->state[i / 4] >> (24 - 8 * (i % 4)));
}
