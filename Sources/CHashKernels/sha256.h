// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#ifndef HK_SHA256_H
#define HK_SHA256_H

#include "CHashKernels.h"

extern const uint32_t hk_sha256_constants[64];

void hk_sha256_compress_sha_ni(hk_sha256_stream *streams, size_t stream_count, size_t block_count);
void hk_sha256_compress_armv8(hk_sha256_stream *streams, size_t stream_count, size_t block_count);

#endif
