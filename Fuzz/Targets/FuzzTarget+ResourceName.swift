// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning

extension FuzzTarget {
    /// A name is accepted exactly if walking it component by component stays below the root and passes nothing twice.
    static func resourceName(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        guard let text = String(validating: input, as: UTF8.self) else { return .refused }
        let name: ResourceName
        do {
            name = try ResourceName(text)
        } catch {
            try require(!isCanonical(input), "a canonical name is accepted")
            return .refused(error)
        }
        try require(isCanonical(input), "a name that is not canonical is refused")
        try require(name.path.utf8.elementsEqual(input), "a name is the bytes it was made from")
        try require(!(name < name) && name == name, "a name is equal to itself")
        return .accepted
    }

    /// OMS v1.0 §6.1.2, in another way than the parser's: by the bytes around each slash.
    private static func isCanonical(_ path: [UInt8]) -> Bool {
        let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
        guard !path.isEmpty, path.count <= ResourceName.maximumByteCount, !path.contains(0) else { return false }
        let bounded = [slash] + path + [slash]
        let forbidden: [[UInt8]] = [[slash, slash], [slash, dot, slash], [slash, dot, dot, slash]]
        return !forbidden.contains { pattern in
            bounded.indices.contains { bounded[$0...].starts(with: pattern) }
        }
    }
}
