// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#include "CHashKernels.h"

#if defined(__x86_64__)

#include <cpuid.h>

// Which register files the system saves when it switches threads: XCR0.
__attribute__((target("xsave"))) static uint64_t saved_registers(void) {
    return __builtin_ia32_xgetbv(0);
}

uint32_t hk_instructions_here(void) {
    uint32_t eax, ebx, ecx, edx, found = 0;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx)) return found;
    const int sse41 = (ecx & bit_SSE4_1) && (ecx & bit_SSSE3);
    const int avx = sse41 && (ecx & bit_AVX);
    const uint64_t saved = ecx & bit_OSXSAVE ? saved_registers() : 0;
    const uint64_t ymm = 0x06, zmm = 0xe6;
    if (sse41) found |= HK_SSE41;
    if (!__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) return found;
    if ((saved & ymm) == ymm && avx && (ebx & bit_SHA)) found |= HK_SHA_NI;
    if ((saved & ymm) == ymm && (ebx & bit_AVX2)) found |= HK_AVX2;
    const int avx512 = (ebx & bit_AVX512F) && (ebx & bit_AVX512VL) && (ebx & bit_AVX512BW);
    if ((saved & zmm) == zmm && avx512) found |= HK_AVX512;
    return found;
}

#elif defined(__aarch64__) && defined(__APPLE__)

// Every arm64 processor of Apple's has both.
uint32_t hk_instructions_here(void) { return HK_NEON | HK_ARMV8_SHA256; }

#elif defined(__aarch64__) && defined(__linux__)

#include <sys/auxv.h>

uint32_t hk_instructions_here(void) {
    const unsigned long sha2 = 1ul << 6;  // HWCAP_SHA2
    return getauxval(AT_HWCAP) & sha2 ? HK_NEON | HK_ARMV8_SHA256 : HK_NEON;
}

#else

uint32_t hk_instructions_here(void) { return HK_PORTABLE; }

#endif
