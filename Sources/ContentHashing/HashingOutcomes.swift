// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What came out of a request.
package struct HashedContent: Sendable {
    package let digest: Result<ContentDigest, ContentHashingError>
    /// Whether whoever writes to the file after it was hashed is certain to move its times; false where nobody asked.
    package let showsFutureWrites: Bool
}

/// What came out of the requests so far; requests that were hashed in parts are put together here.
struct HashingOutcomes {
    typealias Outcome = Result<ContentDigest, ContentHashingError>

    /// What came out of a piece: a digest, or the chaining value of a part.
    struct PieceResult {
        let piece: HashingPiece
        let bytes: Result<[UInt8], ContentHashingError>
        /// Whether a later write to the file is certain to show, if that was asked.
        let showsFutureWrites: Bool
    }

    private struct Parts {
        var results: [Result<[UInt8], ContentHashingError>?]
        var missingCount: Int
    }

    private let method: HashingMethod
    private let watchesWriters: Bool
    private var outcomes: [Outcome?]
    /// The requests whose file could be written to without a trace.
    private var unsettled: Set<Int> = []
    private var parts: [Int: Parts] = [:]
    /// How many requests are done.
    private(set) var doneCount = 0

    init(_ requests: [HashingRequest], _ method: HashingMethod, watchesWriters: Bool) {
        (self.method, self.watchesWriters) = (method, watchesWriters)
        outcomes = Array(repeating: nil, count: requests.count)
    }

    /// All outcomes in the requests' order; `nil` when there are some missing.
    var all: [HashedContent]? {
        guard doneCount == outcomes.count else { return nil }
        return outcomes.enumerated().compactMap { index, outcome in
            outcome.map { HashedContent(digest: $0, showsFutureWrites: watchesWriters && !unsettled.contains(index)) }
        }
    }

    mutating func add(_ result: PieceResult) {
        if watchesWriters, !result.showsFutureWrites { unsettled.insert(result.piece.request) }
        let partCount = result.piece.partCount
        guard partCount > 1 else { return finish(result.piece.request, result.bytes) }
        let none = Parts(results: Array(repeating: nil, count: partCount), missingCount: partCount)
        parts[result.piece.request, default: none].results[result.piece.part] = result.bytes
        parts[result.piece.request, default: none].missingCount -= 1
        guard let done = parts[result.piece.request], done.missingCount == 0 else { return }
        parts[result.piece.request] = nil
        let joined = Result<[UInt8], ContentHashingError> { () throws(ContentHashingError) in
            var values: [[UInt8]] = []
            for part in done.results { if let part { values.append(try part.get()) } }
            return StreamHash.joined(values, instructions: method.instructions)
        }
        finish(result.piece.request, joined)
    }

    private mutating func finish(_ request: Int, _ bytes: Result<[UInt8], ContentHashingError>) {
        outcomes[request] = bytes.flatMap { bytes in
            guard let digest = ContentDigest(algorithm: method.algorithm, bytes: bytes) else {
                return .failure(ContentHashingError(.outOfResources, "a digest has the wrong length"))
            }
            return .success(digest)
        }
        doneCount += 1
    }
}
