// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// One thread's view of a run: pieces come out, results go in. Both are passed on in batches.
struct PieceQueue: ~Copyable {
    /// How many small files are open before they are read, so that the system can fetch several at once: files that are
    /// not in its cache then take less than half of the time.
    private static let openCount = 8

    private let run: HashingRun
    private var batch: ArraySlice<HashingPiece> = []
    private var opened: [PieceInWork] = []
    /// Whether the last batch was of small pieces: then the next may be taken before all of them are read.
    private var isSmall = false
    private var heldLargeCount = 0
    private var results: [HashingOutcomes.PieceResult] = []
    private var lastFolder = LastFolder()

    init(_ run: HashingRun) { self.run = run }

    /// Opens the next piece that can be opened, ready to be read; `nil` when there is none left or all is cancelled.
    mutating func next() -> PieceInWork? {
        while !run.isCancelled {
            if batch.isEmpty, opened.isEmpty || isSmall {
                flush()
                batch = run.takeNext(heldLargeCount: heldLargeCount)
                isSmall = batch.first.map { !$0.isLarge } ?? isSmall
                if batch.isEmpty, opened.isEmpty { return nil }
            }
            while opened.count < Self.openCount, let piece = batch.popFirst() { open(piece) }
            if !opened.isEmpty { return opened.removeFirst() }
        }
        return nil
    }

    private mutating func open(_ piece: HashingPiece) {
        if piece.isLarge { heldLargeCount += 1 }
        var ahead: ReadAhead?
        do throws(ContentHashingError) {
            let request = run.requests[piece.request]
            var reader = try ContentReader(piece, of: request, in: run.root, lastFolder: &lastFolder)
            // Before any thread reads the first byte: what is written from then on must show.
            var showsFutureWrites = false
            if let began = run.writersWatchedSince { showsFutureWrites = reader.showsFutureWrites(began: began) }
            if piece.isLarge { ahead = reader.readAhead() } else { reader.prepareToRead() }
            opened.append(PieceInWork(piece, reader, showsFutureWrites: showsFutureWrites))
        } catch {
            finish(piece, .failure(error))
        }
        if piece.isLarge { run.opened(ahead) }
    }

    mutating func finish(
        _ piece: HashingPiece,
        _ bytes: Result<[UInt8], ContentHashingError>,
        showsFutureWrites: Bool = false
    ) {
        if piece.isLarge { heldLargeCount -= 1 }
        results.append(.init(piece: piece, bytes: bytes, showsFutureWrites: showsFutureWrites))
    }

    /// Passes on the results: call it at the end.
    mutating func flush() {
        run.finish(results)
        results.removeAll(keepingCapacity: true)
    }
}

/// A piece whose file is open.
final class PieceInWork {
    let piece: HashingPiece
    private(set) var reader: ContentReader
    let showsFutureWrites: Bool

    init(_ piece: HashingPiece, _ reader: consuming ContentReader, showsFutureWrites: Bool) {
        self.piece = piece
        self.reader = reader
        self.showsFutureWrites = showsFutureWrites
    }

    /// Fills `buffer` with the next chunk: see ``ContentReader/fill(_:)``.
    func fill(_ buffer: inout HashingBuffer) throws(ContentHashingError) -> Int { try reader.fill(&buffer) }
}
