// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef HK_SHA256_H
#define HK_SHA256_H

#include "CHashKernels.h"

extern const uint32_t hk_sha256_constants[64];

// As hk_sha256_compress.
typedef void sha256_kernel(hk_sha256_stream *streams, size_t stream_count, size_t block_count);

sha256_kernel hk_sha256_compress_sha_ni, hk_sha256_compress_armv8;

#endif
