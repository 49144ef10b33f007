// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Looks for the metadata of one target: pre-order, depth first, roles in the order in which they are trusted (§5.6.7).
///
/// The caller brings the metadata of each role that ``next()`` names, and so decides whether that takes a network.
struct DelegationSearch {
    private let path: ExactName
    private let maximumDelegationCount: Int
    /// What is still to be visited, the next one last.
    private var pending: [Delegation]
    private var visited: Set<ExactName> = []

    /// - Parameter maximumDelegationCount: How many roles are visited besides the first.
    init(for path: ExactName, from first: Delegation, maximumDelegationCount: Int) {
        (self.path, self.maximumDelegationCount, pending) = (path, maximumDelegationCount, [first])
    }

    /// The next role to look into; nil when the target is nowhere, or not where the search goes.
    mutating func next() -> Delegation? {
        while visited.count <= maximumDelegationCount, let delegation = pending.popLast() {
            if !visited.contains(delegation.role) { return delegation }
        }
        return nil
    }

    /// Looks into a role: the target if it is there; otherwise those the role delegates it to are next.
    mutating func look(into targets: Targets, of role: ExactName) -> TargetFile? {
        if let file = targets.files[path] { return file }
        visited.insert(role)
        let delegations = targets.delegations?.delegations(of: path, by: role) ?? []
        if delegations.last?.isTerminating == true { pending = [] }
        pending += delegations.reversed()
        return nil
    }
}
