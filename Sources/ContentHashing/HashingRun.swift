// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Synchronization
import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One call of ``FileHasher``: the work list, the threads that eat it, and the results.
final class HashingRun: Sendable {
    typealias Outcome = Result<ContentDigest, ContentHashingError>

    /// Small enough to stay in the second-level cache between reading and hashing.
    private static let bufferByteCount = 256 << 10
    private static let progressInterval: Duration = .milliseconds(100)

    private struct State {
        var next = 0
        var outcomes: [Outcome?]
        var runningThreads = 0
        var finish: (@Sendable (Result<[Outcome], any Error>) -> Void)?
        var doneByteCount: Int64 = 0
        var doneCount = 0
        var lastReport = ContinuousClock.now
    }

    private let requests: [HashingRequest]
    /// Indices of `requests`, largest first, so that the last thread to finish has little left to do alone.
    private let order: [Int]
    private let root: RootDirectory
    private let algorithm: HashAlgorithm
    private let progress: (@Sendable (HashingProgress) -> Void)?
    private let totalByteCount: Int64
    private let cancelled = Atomic<Bool>(false)
    private let state: Mutex<State>

    init(
        requests: [HashingRequest],
        root: RootDirectory,
        algorithm: HashAlgorithm,
        progress: (@Sendable (HashingProgress) -> Void)?
    ) {
        self.requests = requests
        order = requests.indices.sorted { (requests[$1].byteCount, $0) < (requests[$0].byteCount, $1) }
        self.root = root
        self.algorithm = algorithm
        self.progress = progress
        totalByteCount = requests.totalByteCount
        state = Mutex(State(outcomes: Array(repeating: nil, count: requests.count)))
    }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Starts the threads; `finish` is called once, by the last of them.
    func start(threadCount: Int, finish: @escaping @Sendable (Result<[Outcome], any Error>) -> Void) {
        // The extra one stands for this call, so that no thread can be the last before all have started.
        state.withLock { ($0.runningThreads, $0.finish) = (1, finish) }
        var started = 0
        for _ in 0..<threadCount {
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

    /// What each thread does.
    private func work() {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferByteCount, alignment: 4096)
        defer { buffer.deallocate() }
        while let index = takeNext() {
            let request = requests[index]
            let outcome: Outcome
            do throws(ContentHashingError) {
                guard let digest = try digest(of: request, buffer: buffer) else { break }
                outcome = .success(digest)
            } catch {
                outcome = .failure(error)
            }
            state.withLock {
                $0.outcomes[index] = outcome
                $0.doneCount += 1
            }
        }
        leave(failure: nil)
    }

    private func takeNext() -> Int? {
        guard !cancelled.load(ordering: .relaxed) else { return nil }
        return state.withLock { state in
            guard state.next < order.count else { return nil }
            state.next += 1
            return order[state.next - 1]
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
            let outcomes = state.outcomes.compactMap { $0 }
            guard outcomes.count == requests.count else { return { finish(.failure(CancellationError())) } }
            return { finish(.success(outcomes)) }
        }
        finished?()
    }

    /// Opens, checks, reads and hashes one request; `nil` when the run was cancelled.
    private func digest(
        of request: HashingRequest,
        buffer: UnsafeMutableRawBufferPointer
    ) throws(ContentHashingError) -> ContentDigest? {
        let file: OpenFile
        do throws(SystemFileError) { file = try root.openFile(request.path) } catch { throw ContentHashingError(error) }
        try requireUnchanged(file, request)
        var hasher = SHA256()
        var offset = request.range?.lowerBound ?? 0
        let end = request.range?.upperBound ?? request.state.byteCount
        while offset < end {
            guard !cancelled.load(ordering: .relaxed) else { return nil }
            let wanted = Int(min(Int64(buffer.count), end - offset))
            let count = pread(file.descriptor, buffer.baseAddress, wanted, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw ContentHashingError(SystemFileError(errno, doing: "read", path: request.path))
            }
            guard count > 0 else { break }
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
            report(count)
        }
        guard offset == end, try endsHere(file, request, end) else { throw changed(request) }
        try requireUnchanged(file, request)
        return ContentDigest(algorithm: algorithm, bytes: Array(hasher.finalize()))
    }

    /// Whether nothing follows the last byte that was listed: some file systems report sizes that are too small.
    private func endsHere(
        _ file: borrowing OpenFile,
        _ request: HashingRequest,
        _ end: Int64
    ) throws(ContentHashingError) -> Bool {
        guard end == request.state.byteCount else { return true }
        var byte: UInt8 = 0
        let count = pread(file.descriptor, &byte, 1, off_t(end))
        guard count >= 0 else { throw ContentHashingError(SystemFileError(errno, doing: "read", path: request.path)) }
        return count == 0
    }

    private func requireUnchanged(
        _ file: borrowing OpenFile,
        _ request: HashingRequest
    ) throws(ContentHashingError) {
        let now: FileState
        do throws(SystemFileError) {
            now = try file.state(path: request.path)
        } catch {
            throw ContentHashingError(error)
        }
        guard now.kind == .regular else {
            throw ContentHashingError(.notRegularFile, "'\(request.path)' is not a regular file any more")
        }
        guard now == request.state else { throw changed(request) }
    }

    private func changed(_ request: HashingRequest) -> ContentHashingError {
        ContentHashingError(
            .changedWhileHashing,
            "'\(request.path)' was written to or replaced while it was hashed: try again when nothing writes there"
        )
    }

    private func report(_ byteCount: Int) {
        guard let progress else { return }
        let snapshot: HashingProgress? = state.withLock { state in
            state.doneByteCount &+= Int64(byteCount)
            let now = ContinuousClock.now
            guard now - state.lastReport >= Self.progressInterval else { return nil }
            state.lastReport = now
            return HashingProgress(
                byteCount: state.doneByteCount,
                totalByteCount: totalByteCount,
                fileCount: state.doneCount,
                totalFileCount: requests.count
            )
        }
        if let snapshot { progress(snapshot) }
    }
}
