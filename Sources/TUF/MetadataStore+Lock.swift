// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles

extension MetadataStore {
    private static let lockName = ".lock"
    /// How often a lock that somebody else holds is tried.
    private static let lockPollInterval: Duration = .milliseconds(20)

    /// Runs `body` while no other process, and nobody else in this one, does what the lock excludes.
    ///
    /// An exclusive lock makes the folder if it is not there. A folder that can only be read is read without a lock, and so
    /// is one on a file system that has none: what is read is verified anyway, and what is newer is not replaced.
    /// - Throws: ``TUFError`` with `locked` or `unusableStore`; what `body` throws.
    package func withLock<Value>(_ kind: FileLock.Kind, _ body: () async throws -> Value) async throws -> Value {
        if kind == .exclusive {
            do throws(SystemFileError) {
                _ = try PrivateFolder.open(madeAt: path)
            } catch {
                throw TUFError(.unusableStore, "the store in '\(path)' cannot be used", cause: error)
            }
        }
        var waited: Duration = .zero
        while true {
            switch FileLock.attempt(kind, at: "\(path)/\(Self.lockName)") {
            case .held(let lock):
                let result: Result<Value, any Error>
                do { result = .success(try await body()) } catch { result = .failure(error) }
                lock.release()
                return try result.get()
            case .unavailable(let error):
                // Whoever wants to write finds out that the folder is read-only before there is anything to write.
                guard kind == .shared || error.isMissingSystemLock else {
                    throw TUFError(.unusableStore, "the store in '\(path)' cannot be locked", cause: error)
                }
                return try await body()
            case .busy: break
            }
            guard waited < lockWait else {
                throw TUFError(
                    .locked,
                    "another process has been using the store in '\(path)' for \(waited): try again when it is done"
                )
            }
            try await clock.sleep(for: Self.lockPollInterval)
            waited += Self.lockPollInterval
        }
    }
}
