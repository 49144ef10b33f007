// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestServices
import TestSupport
import Testing

/// Each client judges what the test services make.
///
/// The cases that a client is left out of are those it gets wrong or does not support.
@Suite struct SigstorePeerTests {
    @Test(.needs(.python), arguments: SigstorePeerCase.good)
    func `Python accepts what the services make`(_ item: SigstorePeerCase) throws {
        try expect(.python, toAccept: true, item)
    }

    @Test(.needs(.python), arguments: SigstorePeerCase.bad)
    func `Python refuses a recipe's flaw`(_ item: SigstorePeerCase) throws {
        try expect(.python, toAccept: false, item)
    }

    @Test(.needs(.cosign), arguments: SigstorePeerCase.good)
    func `cosign accepts what the services make`(_ item: SigstorePeerCase) throws {
        try expect(.cosign, toAccept: true, item)
    }

    @Test(.needs(.cosign), arguments: SigstorePeerCase.bad)
    func `cosign refuses a recipe's flaw`(_ item: SigstorePeerCase) throws {
        try expect(.cosign, toAccept: false, item)
    }

    @Test(.needs(.sigstoreGo), arguments: SigstorePeerCase.good)
    func `sigstore-go accepts what the services make`(_ item: SigstorePeerCase) throws {
        try expect(.sigstoreGo, toAccept: true, item)
    }

    @Test(.needs(.sigstoreGo), arguments: SigstorePeerCase.bad)
    func `sigstore-go refuses a recipe's flaw`(_ item: SigstorePeerCase) throws {
        try expect(.sigstoreGo, toAccept: false, item)
    }

    private func expect(_ peer: SigstorePeer, toAccept accepted: Bool, _ item: SigstorePeerCase) throws {
        guard !item.silent.contains(peer) else { return }
        let result = try peer.verify(item.recipe)
        #expect((result.status == 0) == accepted, "\(result.output)\(result.error)")
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs the tests only where a client of others is.
    static func needs(_ peer: SigstorePeer) -> Self {
        .enabled("\(peer.rawValue): no such client of Sigstore is installed") { peer.program != nil }
    }
}
