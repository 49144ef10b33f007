// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)

#define LANES 4
#define KERNEL hk_blake3_sse41
#define TARGET __attribute__((target("sse4.1")))
#include "blake3_lanes.h"

#endif
