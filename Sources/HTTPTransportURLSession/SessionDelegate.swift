// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hands what arrives to the exchange it is for, follows no redirect and keeps nothing.
final class SessionDelegate: NSObject, URLSessionDataDelegate, Sendable {
    /// By the tasks' identifiers.
    private let collections = Mutex<[Int: ReplyCollection]>([:])

    /// Starts an exchange, unless the calling task was cancelled before.
    func run(_ task: URLSessionTask, of session: URLSession, _ collection: ReplyCollection) {
        collections.withLock { $0[task.taskIdentifier] = collection }
        if Task.isCancelled { cancel(task, of: session) } else { task.resume() }
    }

    /// Ends an exchange at once: a session does not always say that a task has ended which never ran.
    func cancel(_ task: URLSessionTask, of session: URLSession) {
        end(task, CancellationError())
        // FoundationNetworking traps when a task that ends is cancelled at the same time: it ends on this queue.
        session.delegateQueue.addOperation { task.cancel() }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        willCacheResponse proposedResponse: CachedURLResponse,
        completionHandler: @escaping @Sendable (CachedURLResponse?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let goesOn = update(dataTask) { collection in
            try collection.take(response, announcing: response.expectedContentLength)
            return true
        }
        completionHandler(goesOn ? .allow : .cancel)
        // On Linux the disposition is not heeded.
        if !goesOn { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let goesOn = update(dataTask) { try $0.take(data) }
        if !goesOn { dataTask.cancel() }
    }

    /// Proves nothing to anybody, and has servers proved in the usual way.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
        // There it comes behind the reply that has the challenge, and nothing comes behind it.
        end(task, nil)
        completionHandler(.cancelAuthenticationChallenge, nil)
        #else
        completionHandler(.performDefaultHandling, nil)
        #endif
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        end(task, error)
    }

    /// Changes what an exchange has; `false` if that, or something before it, ended the exchange.
    private func update(
        _ task: URLSessionTask,
        _ change: (inout ReplyCollection) throws -> Bool
    ) -> Bool {
        let failure: (any Error)?
        do {
            let goesOn = try collections.withLock { collections in
                guard var collection = collections[task.taskIdentifier] else { return false }
                // Taken out, or each part of a body would copy what is there.
                collections[task.taskIdentifier] = nil
                defer { collections[task.taskIdentifier] = collection }
                return try change(&collection)
            }
            guard !goesOn else { return true }
            failure = nil
        } catch {
            failure = error
        }
        end(task, failure)
        return false
    }

    /// Whoever takes the exchange out ends it, so that it ends once.
    private func end(_ task: URLSessionTask, _ error: (any Error)?) {
        collections.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.finish(error)
    }
}
