// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)

#define LANES 8
#define KERNEL hk_blake3_avx2
#define TARGET __attribute__((target("avx2")))
#include "blake3_lanes.h"

#endif
