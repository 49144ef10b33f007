// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CHashKernels

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The instruction sets that hash functions may use; an empty set leaves portable code.
package struct InstructionSets: OptionSet, Sendable, CustomStringConvertible {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// What this processor has.
    package static let here = InstructionSets(rawValue: hk_instructions_here())

    /// Every set by name.
    package static let names: KeyValuePairs<String, InstructionSets> = [
        "sse4.1": InstructionSets(rawValue: UInt32(HK_SSE41)),
        "avx2": InstructionSets(rawValue: UInt32(HK_AVX2)),
        "avx512": InstructionSets(rawValue: UInt32(HK_AVX512)),
        "sha-ni": InstructionSets(rawValue: UInt32(HK_SHA_NI)),
        "neon": InstructionSets(rawValue: UInt32(HK_NEON)),
        "armv8-sha256": InstructionSets(rawValue: UInt32(HK_ARMV8_SHA256)),
    ]
    /// The name of the empty set.
    package static let portable = "portable"
    /// The variable that bounds what is used, as ``init(named:)`` reads it.
    package static let variable = "MODEL_SIGNING_INSTRUCTIONS"

    /// Reads `portable`, or names of sets that this processor has, separated by commas.
    package init(named list: String) throws(ContentHashingError) {
        self.init()
        guard list != Self.portable else { return }
        for name in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let found = Self.names.first(where: { $0.key.utf8.elementsEqual(name.utf8) }),
                Self.here.isSuperset(of: found.value)
            else {
                throw ContentHashingError(
                    .unknownInstructions,
                    "\(Self.variable) names '\(name)': this processor has \(Self.here), and there is '\(Self.portable)'"
                )
            }
            formUnion(found.value)
        }
    }

    /// What the environment names; `nil` when it leaves the choice open.
    package static func fromEnvironment() throws(ContentHashingError) -> InstructionSets? {
        guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return try InstructionSets(named: value)
    }

    /// The names, separated by commas, as ``init(named:)`` reads them.
    package var description: String {
        let held = Self.names.filter { isSuperset(of: $0.value) }.map(\.key)
        return held.isEmpty ? Self.portable : held.joined(separator: ",")
    }
}
