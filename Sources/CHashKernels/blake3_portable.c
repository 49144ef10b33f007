// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#define LANES 1
#define KERNEL hk_blake3_portable
#define TARGET
#include "blake3_lanes.h"

void hk_blake3_compress(
    uint32_t chaining_value[8], const uint8_t block[BLAKE3_BLOCK_BYTE_COUNT], uint32_t byte_count, uint64_t chunk,
    uint32_t flags) {
    const uint32_t counter[2] = {(uint32_t)chunk, (uint32_t)(chunk >> 32)};
    uint32_t m[16];
    load_block(m, &block, 0);
    compress(chaining_value, m, counter, byte_count, flags);
}
