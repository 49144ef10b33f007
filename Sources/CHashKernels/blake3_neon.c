// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if defined(__aarch64__) && defined(__AARCH64EL__)

#define LANES 4
#define KERNEL hk_blake3_neon
// Every arm64 processor has NEON.
#define TARGET
#include "blake3_lanes.h"

#endif
