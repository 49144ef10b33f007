// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreVerification
import TestServices
import Testing
import Timestamping
import TransparencyLog

/// A bundle that differs from a good one in one point, and what a verifier must say about it.
struct Variation: Sendable, CustomTestStringConvertible {
    typealias Change = @Sendable (inout Scene) throws -> Void

    /// Why a bundle is refused.
    struct Refusal: Sendable {
        let code: BundleVerificationError.Code
        /// What another module found; anything where it is nil.
        let cause: Cause?
    }

    /// The error of another module.
    enum Cause: Sendable, Equatable {
        case certificate(CertificateTrustError.Code)
        case log(TransparencyLogError.Code)
        case timestamp(TimestampError.Code)

        init?(_ error: (any Error)?) {
            switch error {
            case let error as CertificateTrustError: self = .certificate(error.code)
            case let error as TransparencyLogError: self = .log(error.code)
            case let error as TimestampError: self = .timestamp(error.code)
            default: return nil
            }
        }
    }

    let testDescription: String
    /// Nil for a bundle that is accepted.
    let refusal: Refusal?
    private let log: TestEntry.Log
    private let content: TestBundle.Content
    /// What else differs from the recipe as it is, and leaves it good.
    private let given: Change?
    private let change: Change

    /// A bundle that is accepted.
    static func good(
        _ name: String,
        in log: TestEntry.Log = .rekorV1,
        _ content: TestBundle.Content = .message,
        change: @escaping Change = { _ in }
    ) -> Variation {
        Variation(testDescription: name, refusal: nil, log: log, content: content, given: nil, change: change)
    }

    /// A bundle that is refused.
    static func bad(
        _ name: String,
        _ code: BundleVerificationError.Code,
        _ cause: Cause? = nil,
        in log: TestEntry.Log = .rekorV1,
        _ content: TestBundle.Content = .message,
        given: Change? = nil,
        change: @escaping Change
    ) -> Variation {
        Variation(
            testDescription: name,
            refusal: Refusal(code: code, cause: cause),
            log: log,
            content: content,
            given: given,
            change: change
        )
    }

    /// Makes the bundle and has it judged; and the good one that it differs from, if that is not the plain recipe.
    func check(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        if let given {
            var good = Scene(log, content)
            try given(&good)
            await #expect(throws: Never.self, "given", sourceLocation: sourceLocation) {
                try await good.make().verify()
            }
        }
        let made = try scene().make()
        guard let refusal else {
            await #expect(throws: Never.self, sourceLocation: sourceLocation) { try await made.verify() }
            return
        }
        let error = await #expect(throws: BundleVerificationError.self, sourceLocation: sourceLocation) {
            try await made.verify()
        }
        #expect(error?.code == refusal.code, "\(String(describing: error))", sourceLocation: sourceLocation)
        if let cause = refusal.cause {
            #expect(Cause(error?.cause) == cause, "\(String(describing: error))", sourceLocation: sourceLocation)
        }
    }

    /// The recipe with all that differs.
    func scene() throws -> Scene {
        var scene = Scene(log, content)
        try given?(&scene)
        try change(&scene)
        return scene
    }

    /// The same with one more change.
    func with(_ more: @escaping Change) -> Variation {
        Variation(
            testDescription: testDescription,
            refusal: refusal,
            log: log,
            content: content,
            given: given,
            change: { [change] in
                try change(&$0)
                try more(&$0)
            }
        )
    }
}
