// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Targets, for those who keep what they download.
extension MetadataStore {
    /// Stores a target's bytes, which are verified first.
    ///
    /// - Throws: ``TUFError`` with `wrongContent`, `unsupportedHash` or `unusableStore`.
    public func storeTarget(_ bytes: [UInt8], of file: TargetFile) throws(TUFError) {
        try file.verify(bytes)
        try write(bytes, as: Self.fileName(ofTarget: file.path))
    }

    /// The bytes of a target, if they are stored and are those that metadata describes now; nil otherwise.
    public func targetBytes(of file: TargetFile) -> [UInt8]? {
        guard let bytes = try? read(Self.fileName(ofTarget: file.path), maximumByteCount: file.byteCount),
            (try? file.verify(bytes)) != nil
        else { return nil }
        return bytes
    }
}
