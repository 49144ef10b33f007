// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)

#define LANES 16
#define KERNEL hk_blake3_avx512
// Scripts/check-kernels sets it to nothing where the processor has no AVX-512: the compiler then splits the vectors.
#ifndef HK_AVX512_TARGET
#define HK_AVX512_TARGET __attribute__((target("avx512f,avx512vl")))
#endif
#define TARGET HK_AVX512_TARGET
#include "blake3_lanes.h"

#endif
