// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

// Runs the kernels over the cases that expected.py plans, or measures them. Scripts/check-kernels builds and runs it.
//
//   driver INPUT PLAN   one line a result: algorithm, path, case, offset and length in INPUT, digest
//   driver --paths      one line a path: algorithm, path, "here" or "absent"
//   driver --speed      a table
//
// A path is a set of instructions. A case is a line of PLAN:
//   whole OFFSET LENGTH             in one update
//   split OFFSET LENGTH SEED        in updates of arbitrary lengths
//   subtrees OFFSET LENGTH CHUNKS   BLAKE3 in subtrees of so many chunks, joined
//   streams SEED (OFFSET LENGTH)+   SHA-256 of several streams at once

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CHashKernels.h"

typedef enum { SHA256, BLAKE2B, BLAKE3 } algorithm;
static const char *const algorithm_names[] = {"sha256", "blake2b", "blake3"};
static const size_t digest_byte_counts[] = {32, 64, 32};

typedef struct {
    algorithm algorithm;
    const char *name;
    uint32_t instructions;
} path;

// Without the attribute, the 16 lanes of the AVX-512 file run anywhere.
#ifdef HK_AVX512_TARGET
#define AVX512_NAME "avx512-source-without-avx512"
#define AVX512_ANYWHERE HK_AVX512
#else
#define AVX512_NAME "avx512"
#define AVX512_ANYWHERE 0
#endif

static const path paths[] = {
    {SHA256, "portable", HK_PORTABLE},
    {BLAKE2B, "portable", HK_PORTABLE},
    {BLAKE3, "portable", HK_PORTABLE},
#if defined(__x86_64__)
    {SHA256, "sha-ni", HK_SSE41 | HK_SHA_NI},
    {BLAKE2B, "avx2", HK_SSE41 | HK_AVX2},
    {BLAKE3, "sse4.1", HK_SSE41},
    {BLAKE3, "avx2", HK_SSE41 | HK_AVX2},
    {BLAKE3, AVX512_NAME, HK_SSE41 | HK_AVX2 | HK_AVX512},
#elif defined(__aarch64__)
    {SHA256, "armv8", HK_NEON | HK_ARMV8_SHA256},
    {BLAKE3, "neon", HK_NEON},
#endif
};
#define PATH_COUNT (sizeof paths / sizeof *paths)

static bool is_here(const path *path) {
    return (path->instructions & ~(hk_instructions_here() | AVX512_ANYWHERE)) == 0;
}

static void require(bool condition, const char *message) {
    if (condition) return;
    fprintf(stderr, "driver: %s\n", message);
    exit(2);
}

// MARK: Input

static uint8_t *input;
static size_t input_byte_count;

static void read_input(const char *name) {
    FILE *file = fopen(name, "rb");
    require(file && fseek(file, 0, SEEK_END) == 0, "cannot read the input");
    input_byte_count = (size_t)ftell(file);
    rewind(file);
    input = malloc(input_byte_count);
    require(input && fread(input, 1, input_byte_count, file) == input_byte_count, "cannot read the input");
    fclose(file);
}

// A part of the input, as far from 64-byte alignment as there, alone in its allocation for AddressSanitizer's sake.
typedef struct {
    size_t offset, byte_count;
    uint8_t *allocation;
    const uint8_t *bytes;
} part;

static part take(size_t offset, size_t byte_count) {
    require(offset <= input_byte_count && byte_count <= input_byte_count - offset, "a case leaves the input");
    const size_t before = 64 + offset % 64;
    uint8_t *allocation = malloc(before + byte_count);
    require(allocation, "no memory");
    memcpy(allocation + before, input + offset, byte_count);
    return (part){offset, byte_count, allocation, allocation + before};
}

// A number from 1 to `maximum`, from xorshift64*; `maximum` itself while the state is 0.
static size_t random_count(uint64_t *state, size_t maximum) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    // Small ones as often as large ones.
    const uint64_t number = *state * UINT64_C(0x2545f4914f6cdd1d);
    const size_t limit = maximum >> (number >> 32) % 16;
    return *state == 0 || limit == 0 ? maximum : 1 + number % limit;
}

static void report(const path *path, const char *kind, const part *part, const uint8_t *digest) {
    printf("%s %s %s %zu %zu ", algorithm_names[path->algorithm], path->name, kind, part->offset, part->byte_count);
    for (size_t i = 0; i < digest_byte_counts[path->algorithm]; i++) printf("%02x", digest[i]);
    putchar('\n');
}

// MARK: SHA-256

typedef struct {
    hk_sha256_stream stream;
    const part *part;
    size_t blocks_left;
    // What the padding begins in, and the padding.
    uint8_t end[128];
    bool at_end;
} padded_stream;

static void start(padded_stream *padded, const part *part) {
    const size_t tail = part->byte_count % 64;
    *padded = (padded_stream){.part = part, .blocks_left = part->byte_count / 64};
    hk_sha256_init(&padded->stream);
    padded->stream.next = part->bytes;
    if (tail > 0) memcpy(padded->end, part->bytes + part->byte_count - tail, tail);
    padded->end[tail] = 0x80;
    for (int i = 0; i < 8; i++)
        padded->end[(tail < 56 ? 63 : 127) - i] = (uint8_t)((uint64_t)part->byte_count * 8 >> 8 * i);
}

// Goes over to the blocks with the padding; false after those.
static bool advance(padded_stream *padded) {
    if (padded->blocks_left > 0) return true;
    if (padded->at_end) return false;
    padded->at_end = true;
    padded->blocks_left = padded->part->byte_count % 64 < 56 ? 1 : 2;
    padded->stream.next = padded->end;
    return true;
}

static void hash_streams(const path *path, const char *kind, const part *parts, size_t count, uint64_t seed) {
    padded_stream padded[HK_SHA256_MAXIMUM_STREAM_COUNT];
    for (size_t i = 0; i < count; i++) start(&padded[i], &parts[i]);
    for (;;) {
        hk_sha256_stream streams[HK_SHA256_MAXIMUM_STREAM_COUNT];
        size_t active[HK_SHA256_MAXIMUM_STREAM_COUNT], active_count = 0, block_count = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            if (!advance(&padded[i])) continue;
            if (padded[i].blocks_left < block_count) block_count = padded[i].blocks_left;
            streams[active_count] = padded[i].stream;
            active[active_count++] = i;
        }
        if (active_count == 0) break;
        block_count = random_count(&seed, block_count);
        hk_sha256_compress(path->instructions, streams, active_count, block_count);
        for (size_t i = 0; i < active_count; i++) {
            padded[active[i]].stream = streams[i];
            padded[active[i]].blocks_left -= block_count;
        }
    }
    for (size_t i = 0; i < count; i++) {
        uint8_t digest[32];
        hk_sha256_digest(&padded[i].stream, digest);
        report(path, kind, padded[i].part, digest);
    }
}

// MARK: BLAKE2b and BLAKE3

static void hash_blake2b(const path *path, const char *kind, const part *part, uint64_t seed) {
    hk_blake2b hash;
    hk_blake2b_init(&hash);
    for (size_t done = 0, count; done < part->byte_count; done += count) {
        count = random_count(&seed, part->byte_count - done);
        hk_blake2b_update(path->instructions, &hash, part->bytes + done, count);
    }
    uint8_t digest[64];
    hk_blake2b_finish(path->instructions, &hash, digest);
    report(path, kind, part, digest);
}

static void update_blake3(const path *path, hk_blake3 *hash, const uint8_t *bytes, size_t byte_count, uint64_t seed) {
    for (size_t done = 0, count; done < byte_count; done += count) {
        count = random_count(&seed, byte_count - done);
        hk_blake3_update(path->instructions, hash, bytes + done, count);
    }
}

static void hash_blake3(const path *path, const char *kind, const part *part, uint64_t seed) {
    hk_blake3 hash;
    hk_blake3_init(&hash, 0);
    update_blake3(path, &hash, part->bytes, part->byte_count, seed);
    uint8_t digest[32];
    hk_blake3_finish(path->instructions, &hash, digest);
    report(path, kind, part, digest);
}

static void join_blake3(const path *path, const char *kind, const part *part, size_t chunk_count) {
    const size_t subtree_byte_count = chunk_count * HK_BLAKE3_CHUNK_BYTE_COUNT;
    const size_t count = (part->byte_count + subtree_byte_count - 1) / subtree_byte_count;
    require(count >= 2, "a case has no two subtrees");
    uint8_t *chaining_values = malloc(32 * count), digest[32];
    require(chaining_values, "no memory");
    for (size_t i = 0; i < count; i++) {
        const size_t left = part->byte_count - i * subtree_byte_count;
        hk_blake3 hash;
        hk_blake3_init(&hash, (uint64_t)i * chunk_count);
        update_blake3(path, &hash, part->bytes + i * subtree_byte_count,
                      left < subtree_byte_count ? left : subtree_byte_count, i);
        hk_blake3_finish_subtree(path->instructions, &hash, chaining_values + 32 * i);
    }
    hk_blake3_join(path->instructions, chaining_values, count, digest);
    free(chaining_values);
    report(path, kind, part, digest);
}

// MARK: The plan

static void run(const path *path, const char *line) {
    char kind[16];
    uint64_t numbers[1 + 2 * HK_SHA256_MAXIMUM_STREAM_COUNT] = {0};
    int length = 0, count = 0;
    require(sscanf(line, "%15s%n", kind, &length) == 1, "a case has no kind");
    for (int more; count < 9 && sscanf(line += length, "%" SCNu64 "%n", &numbers[count], &more) == 1; count++)
        length = more;

    if (strcmp(kind, "streams") == 0) {
        if (path->algorithm != SHA256) return;
        part parts[HK_SHA256_MAXIMUM_STREAM_COUNT];
        const size_t part_count = (size_t)count / 2;
        for (size_t i = 0; i < part_count; i++) parts[i] = take(numbers[1 + 2 * i], numbers[2 + 2 * i]);
        hash_streams(path, kind, parts, part_count, numbers[0]);
        for (size_t i = 0; i < part_count; i++) free(parts[i].allocation);
        return;
    }
    const part part = take(numbers[0], numbers[1]);
    if (strcmp(kind, "subtrees") == 0) {
        if (path->algorithm == BLAKE3) join_blake3(path, kind, &part, numbers[2]);
    } else {
        require(strcmp(kind, "whole") == 0 || strcmp(kind, "split") == 0, "a case is of no known kind");
        switch (path->algorithm) {
        case SHA256: hash_streams(path, kind, &part, 1, numbers[2]); break;
        case BLAKE2B: hash_blake2b(path, kind, &part, numbers[2]); break;
        case BLAKE3: hash_blake3(path, kind, &part, numbers[2]); break;
        }
    }
    free(part.allocation);
}

static void run_plan(const char *name) {
    FILE *plan = fopen(name, "r");
    require(plan, "cannot read the plan");
    char line[256];
    while (fgets(line, sizeof line, plan))
        for (size_t i = 0; i < PATH_COUNT; i++)
            if (is_here(&paths[i])) run(&paths[i], line);
    fclose(plan);
}

// MARK: Speed

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static uint8_t hot[HK_SHA256_MAXIMUM_STREAM_COUNT][128 << 10];

// Bytes hashed by one pass over the hot buffer, or one for each stream.
static size_t pass(const path *path, size_t stream_count, hk_blake2b *blake2b, hk_blake3 *blake3) {
    switch (path->algorithm) {
    case SHA256: {
        hk_sha256_stream streams[HK_SHA256_MAXIMUM_STREAM_COUNT];
        for (size_t i = 0; i < stream_count; i++) {
            hk_sha256_init(&streams[i]);
            streams[i].next = hot[i];
        }
        hk_sha256_compress(path->instructions, streams, stream_count, sizeof *hot / 64);
        return stream_count * sizeof *hot;
    }
    case BLAKE2B: hk_blake2b_update(path->instructions, blake2b, hot[0], sizeof *hot); break;
    case BLAKE3: hk_blake3_update(path->instructions, blake3, hot[0], sizeof *hot); break;
    }
    return sizeof *hot;
}

// The mean over half a second, and the best of its slices of some milliseconds: what others on the machine leave out.
static void measure(const path *path, size_t stream_count) {
    hk_blake2b blake2b;
    hk_blake3 blake3;
    hk_blake2b_init(&blake2b);
    hk_blake3_init(&blake3, 0);
    double best = 0, total = 0;
    const double begin = seconds();
    double now = begin;
    while (now - begin < 0.5) {
        const double slice = now;
        double hashed = 0;
        do {
            hashed += (double)pass(path, stream_count, &blake2b, &blake3);
            now = seconds();
        } while (now - slice < 0.004);
        total += hashed;
        if (hashed / (now - slice) > best) best = hashed / (now - slice);
    }
    printf("%-8s %-30s %zu %10.2f %6.2f\n", algorithm_names[path->algorithm], path->name, stream_count,
           1e-9 * total / (now - begin), 1e-9 * best);
}

static void measure_all(void) {
    memset(hot, 0x5a, sizeof hot);
    printf("%-8s %-30s %s %6s %6s\n", "GB/s", "path", "streams", "mean", "best");
    for (size_t i = 0; i < PATH_COUNT; i++) {
        if (!is_here(&paths[i])) continue;
        measure(&paths[i], 1);
        const size_t preferred = hk_sha256_preferred_stream_count(paths[i].instructions);
        if (paths[i].algorithm == SHA256 && preferred > 1) measure(&paths[i], preferred);
    }
}

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "--speed") == 0) {
        measure_all();
    } else if (count == 2 && strcmp(arguments[1], "--paths") == 0) {
        for (size_t i = 0; i < PATH_COUNT; i++)
            printf("%s %s %s\n", algorithm_names[paths[i].algorithm], paths[i].name,
                   is_here(&paths[i]) ? "here" : "absent");
    } else {
        require(count == 3, "usage: driver INPUT PLAN | --paths | --speed");
        read_input(arguments[1]);
        run_plan(arguments[2]);
        free(input);
    }
    return 0;
}
