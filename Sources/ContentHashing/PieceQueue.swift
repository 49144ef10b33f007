// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// One thread's view of a run: pieces come out, results go in. Both are passed on in batches.
struct PieceQueue: ~Copyable {
    private let run: HashingRun
    private var batch: ArraySlice<HashingPiece> = []
    private var results: [HashingOutcomes.PieceResult] = []
    private var lastFolder = LastFolder()

    init(_ run: HashingRun) { self.run = run }

    /// Opens the next piece that can be opened, ready to be read; `nil` when there is none left or all is cancelled.
    mutating func next() -> PieceInWork? {
        while true {
            var ahead: ReadAhead?
            if batch.isEmpty {
                flush()
                (batch, ahead) = run.takeNext()
            }
            guard !run.isCancelled, let piece = batch.popFirst() else { return nil }
            do throws(ContentHashingError) {
                let request = run.requests[piece.request]
                let reader = try ContentReader(piece, of: request, in: run.root, lastFolder: &lastFolder, ahead: ahead)
                // Before the first byte is read: what is written from then on must show.
                let showsFutureWrites = run.watchesWriters && reader.showsFutureWrites()
                return PieceInWork(piece: piece, reader: reader, showsFutureWrites: showsFutureWrites)
            } catch {
                finish(piece, .failure(error))
            }
        }
    }

    mutating func finish(
        _ piece: HashingPiece,
        _ bytes: Result<[UInt8], ContentHashingError>,
        showsFutureWrites: Bool = false
    ) {
        results.append(.init(piece: piece, bytes: bytes, showsFutureWrites: showsFutureWrites))
    }

    /// Passes on the results: call it at the end.
    mutating func flush() {
        run.finish(results)
        results.removeAll(keepingCapacity: true)
    }
}

/// A piece that a thread has begun with.
struct PieceInWork: ~Copyable {
    let piece: HashingPiece
    var reader: ContentReader
    let showsFutureWrites: Bool
}
