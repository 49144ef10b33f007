// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One call of ``FileHasher``: the work that is left, what came out, and the threads that move one to the other.
final class HashingRun: Sendable {
    typealias Finish = @Sendable (Result<[HashedContent], any Error>) -> Void

    private struct State {
        /// The next large piece and the next small one.
        var nextLarge = 0, nextSmall: Int
        var outcomes: HashingOutcomes
        var runningThreads = 0
        var finish: Finish?
        /// Large pieces in work that no other thread reads ahead of, and how many may yet become so.
        var unaccompanied: [ReadAhead] = []
        var openingCount = 0
        var doneByteCount: Int64 = 0
        var lastReport = ContinuousClock.now
    }

    let requests: [HashingRequest]
    let root: RootDirectory
    let method: HashingMethod
    /// When hashing began, by the wall clock, if it is to be found out whether somebody could write without a trace.
    let writersWatchedSince: Int64?
    private let plan: HashingPlan
    private let threadCount: Int
    private let progress: (@Sendable (HashingProgress) -> Void)?
    private let totalByteCount: Int64
    private let start = ContinuousClock.now
    private let cancelled = Atomic<Bool>(false)
    private let state: Mutex<State>

    private static let progressInterval: Duration = .milliseconds(100)
    /// How many descriptors a thread has open at most: its lanes, small files that are opened ahead, a folder and a file
    /// that it reads ahead of.
    private static let descriptorsPerThread = 16
    /// What the rest of the process may have open.
    private static let otherDescriptors = 64

    init(
        requests: [HashingRequest],
        root: RootDirectory,
        method: HashingMethod,
        threadCount: Int,
        writersWatchedSince: Int64?,
        progress: (@Sendable (HashingProgress) -> Void)?
    ) {
        (self.requests, self.root, self.method, self.progress) = (requests, root, method, progress)
        plan = HashingPlan(requests, method.algorithm)
        let descriptors = Int(sysconf(CInt(_SC_OPEN_MAX)))
        let affordable =
            descriptors > 0 ? (descriptors - Self.otherDescriptors) / Self.descriptorsPerThread : threadCount
        self.threadCount = max(1, min(threadCount, affordable))
        self.writersWatchedSince = writersWatchedSince
        totalByteCount = requests.totalByteCount
        state = Mutex(
            State(
                nextSmall: plan.largeCount,
                outcomes: HashingOutcomes(requests, method, watchesWriters: writersWatchedSince != nil)
            )
        )
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Starts the threads; `finish` is called once, by the last of them.
    func start(finish: @escaping Finish) {
        // The extra one stands for this call, so that no thread can be the last before all have started.
        state.withLock { ($0.runningThreads, $0.finish) = (1, finish) }
        var started = 0
        // A thread more than there are pieces can still read ahead of a large one.
        let useful = plan.pieces.count + plan.largeCount
        for _ in 0..<min(threadCount, useful) {
            state.withLock { $0.runningThreads += 1 }
            guard OwnThread.start({ self.work() }) else {
                state.withLock { $0.runningThreads -= 1 }
                break
            }
            started += 1
        }
        if started == 0 { cancel() }
        leave(failure: started == 0 ? ContentHashingError(.outOfResources, "cannot start a hashing thread") : nil)
    }

    /// What each thread does: hash as long as there is something to take, then read for those that still hash.
    private func work() {
        let piecesPerThread = (plan.pieces.count - 1) / threadCount + 1
        if let streamCount = method.interleavedStreamCount(available: piecesPerThread) {
            InterleavedSHA256.work(self, streamCount: streamCount)
        } else {
            SequentialHashing.work(self)
        }
        while !isCancelled, let work = nextReading() {
            if let ahead = work { ahead.read(for: self) } else { ReadAhead.rest() }
        }
        leave(failure: nil)
    }

    /// A piece to read ahead of; none yet while others still open theirs; `nil` when there will be none.
    private func nextReading() -> ReadAhead?? {
        state.withLock { state in
            if let ahead = state.unaccompanied.popLast() { return ahead }
            return state.openingCount > 0 ? .some(nil) : nil
        }
    }

    private func leave(failure: (any Error)?) {
        let finished: (@Sendable () -> Void)? = state.withLock { state in
            state.runningThreads -= 1
            if let failure, let finish = state.finish {
                state.finish = nil
                return { finish(.failure(failure)) }
            }
            guard state.runningThreads == 0, let finish = state.finish else { return nil }
            state.finish = nil
            guard let outcomes = state.outcomes.all else { return { finish(.failure(CancellationError())) } }
            return { finish(.success(outcomes)) }
        }
        finished?()
    }

    // MARK: For the threads

    /// Takes the next pieces: one large one, unless the thread has `heldLargeCount` in work and these are its share; else
    /// some small ones. Empty when there are none left or the run was cancelled.
    ///
    /// After a large one, ``opened(_:)`` must follow.
    func takeNext(heldLargeCount: Int) -> ArraySlice<HashingPiece> {
        guard !isCancelled else { return [] }
        return state.withLock { state in
            if state.nextLarge < plan.largeCount, heldLargeCount < plan.fairLargeCount(threadCount: threadCount) {
                state.nextLarge += 1
                state.openingCount += 1
                return plan.pieces[state.nextLarge - 1..<state.nextLarge]
            }
            let batch = plan.batch(from: state.nextSmall, threadCount: threadCount)
            state.nextSmall = batch.upperBound
            return plan.pieces[batch]
        }
    }

    /// Says that a large piece was opened, and how another thread can read ahead of it; or, with `nil`, that none can.
    func opened(_ ahead: ReadAhead?) {
        state.withLock { state in
            state.openingCount -= 1
            guard let ahead, threadCount > 1 else { return }
            state.unaccompanied.removeAll { $0.hasEnded }
            state.unaccompanied.append(ahead)
        }
    }

    /// Notes what came out of some pieces.
    func finish(_ results: [HashingOutcomes.PieceResult]) {
        guard !results.isEmpty else { return }
        state.withLock { for result in results { $0.outcomes.add(result) } }
    }

    /// Notes that `byteCount` more bytes were hashed.
    func report(_ byteCount: Int) {
        guard let progress else { return }
        let snapshot: HashingProgress? = state.withLock { state in
            state.doneByteCount &+= Int64(byteCount)
            let now = ContinuousClock.now
            guard now - state.lastReport >= Self.progressInterval else { return nil }
            state.lastReport = now
            return HashingProgress(
                byteCount: state.doneByteCount,
                totalByteCount: totalByteCount,
                fileCount: state.outcomes.doneCount,
                totalFileCount: requests.count,
                elapsed: now - start
            )
        }
        if let snapshot { progress(snapshot) }
    }
}
