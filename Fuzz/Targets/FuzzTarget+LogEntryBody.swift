// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import SigstoreVerification

extension FuzzTarget {
    /// The body of a log entry is of one kind, and its digest is as long as its hash makes it.
    static func logEntryBody(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        var found: [(kind: LogEntryKind, logged: LoggedSignature)] = []
        var refusal: BundleVerificationError?
        for kind in LogEntryKind.allCases {
            do {
                found.append((kind, try LogEntryBody.read(input, as: kind)))
            } catch {
                _ = error.description
                refusal = error
            }
        }
        guard let (kind, logged) = found.first else { return refusal.map { .refused($0) } ?? .refused }
        try require(found.count == 1, "a body is of one kind")
        try require(logged.digest.count == logged.digestAlgorithm.byteCount, "a digest has the length of its hash")
        let isRekorV2 = kind == .hashedRekordV002 || kind == .dsseV002
        try require((logged.keyDetails != nil) == isRekorV2, "Rekor v2 alone says how a key signs")
        if case .publicKey(let der) = logged.verifier {
            let key = try? PublicKey(derSPKI: der)
            try require(key?.derSPKI == der, "a key is in its canonical form")
        }
        switch (kind, logged.subject) {
        case (.hashedRekordV001, .signedBytes), (.hashedRekordV002, .signedBytes): break
        case (.dsseV001, .payload(type: nil)), (.dsseV002, .payload(type: nil)): break
        case (.intotoV002, .payload(type: .some)): break
        default: throw BrokenProperty("a digest is of what its kind says")
        }
        return .accepted
    }
}
