// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A thread's work with one stream at a time.
enum SequentialHashing {
    static func work(_ run: HashingRun) {
        var queue = PieceQueue(run)
        var buffer = HashingBuffer()
        while let work = queue.next() {
            do throws(ContentHashingError) {
                guard let bytes = try hash(work, of: run, &buffer) else { break }
                queue.finish(work.piece, .success(bytes), showsFutureWrites: work.showsFutureWrites)
            } catch {
                queue.finish(work.piece, .failure(error))
            }
        }
        queue.flush()
    }

    /// The digest, or a part's chaining value; `nil` when the run was cancelled.
    private static func hash(
        _ work: PieceInWork,
        of run: HashingRun,
        _ buffer: inout HashingBuffer
    ) throws(ContentHashingError) -> [UInt8]? {
        let start = work.piece.range.lowerBound - run.requests[work.piece.request].bytes.lowerBound
        let part = work.piece.partCount > 1 ? start : nil
        var hash = StreamHash(run.method.algorithm, part: part, instructions: run.method.instructions)
        repeat {
            guard !run.isCancelled else { return nil }
            let count = try work.fill(&buffer)
            buffer.withBytes(0..<count) { hash.update($0) }
            run.report(count)
        } while !work.reader.isAtEnd
        return hash.finish()
    }
}
