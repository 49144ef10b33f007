// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TUF
import TestServices
import TestSupport
import Testing

/// A client that is up to date, a repository that has news, and somebody in between.
///
/// Every role is new, the root too, and so are the targets.
struct Attack: Sendable {
    static let paths = ["top", "role/file"]

    let past: TestTUFRepository
    var repository: TestTUFRepository
    private(set) var client: Installation
    var server: TestTUFServer { client.server }

    /// - Parameter change: What else the repository is, from its beginning.
    init(_ change: (inout TestTUFRepository) throws -> Void = { _ in }) async throws {
        var repository = TestTUFRepository()
        repository.add("top", Array("old top".utf8))
        repository.delegate(TestTUFDelegation("role", paths: ["role/*"]))
        repository.add("role/file", Array("old file".utf8), to: "role")
        try change(&repository)
        try repository.publish()
        client = try Installation(repository)
        past = repository
        let outcome = try await client.update(Self.paths)
        try #require(outcome.versions == [1, 1, 1, 1] && outcome.targets.count == 2)
        repository.add("top", Array("new top".utf8))
        repository.add("role/file", Array("new file".utf8), to: "role")
        repository.rotateKeys(of: "targets")
        try repository.publish()
        self.repository = repository
        server.serve(repository)
        server.forgetRequests()
    }

    /// The same without a root that came with the program.
    var trustingStore: Attack {
        var attack = self
        attack.client.root = nil
        return attack
    }

    /// The files that are new.
    enum News: String, Sendable, CaseIterable {
        case root, timestamp, snapshot, targets, role, target
    }

    /// Where a new file lies.
    func path(of news: News) throws -> String {
        switch news {
        case .timestamp: "timestamp.json"
        case .target:
            try #require(
                repository.files.keys.first { $0.hasSuffix("top") && past.files[$0] == nil }
                    ?? (repository.isConsistent ? nil : "targets/top")
            )
        case .root: "2.root.json"
        default: repository.isConsistent ? "2.\(news.rawValue).json" : "\(news.rawValue).json"
        }
    }

    /// Expects the client to refuse what is served, to have lost nothing by it, and to take what is right afterwards.
    func expectRefusal(
        _ code: TUFError.Code,
        cause: TransportError.Code? = nil,
        at date: Date = TestTUFRepository.now,
        limits: UpdaterLimits = .default,
        patience: Duration = PatientTransport.patience,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        await expectError(code, cause: cause, sourceLocation: sourceLocation) {
            try await client.update(Self.paths, at: date, limits: limits, patience: patience)
        }
        try await expectRecovery(sourceLocation: sourceLocation)
    }

    /// Expects the client to take what is right, whatever it was served before.
    func expectRecovery(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        server.heal()
        server.serve(repository)
        let outcome = try await client.update(Self.paths)
        #expect(outcome.versions == repository.versions, sourceLocation: sourceLocation)
        #expect(outcome.targets == Self.newTargets, sourceLocation: sourceLocation)
        let cached = try await client.cached(Self.paths)
        #expect(cached.versions == repository.versions, sourceLocation: sourceLocation)
        #expect(cached.targets == Self.newTargets, sourceLocation: sourceLocation)
    }

    static let oldTargets = ["top": Array("old top".utf8), "role/file": Array("old file".utf8)]
    static let newTargets = ["top": Array("new top".utf8), "role/file": Array("new file".utf8)]
}
