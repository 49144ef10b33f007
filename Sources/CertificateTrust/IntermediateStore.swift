// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import X509

/// The certificates that came with a signature, handed to X509's path building a bounded number of times.
///
/// X509 explores every path, and certificates that sign each other make exponentially many. When the budget is spent
/// the store answers with nothing, so that building ends without a path. One store serves one validation.
struct IntermediateStore: CustomCertificateStore {
    /// Enough for every path through certificates that do not sign each other in circles.
    static let maximumLookups = 64

    private var certificates: [X509.Certificate]
    private let budget = Budget()

    init(_ certificates: [X509.Certificate]) {
        self.certificates = certificates
    }

    subscript(subject: DistinguishedName) -> [X509.Certificate]? {
        get async {
            guard budget.spend() else { return nil }
            let matches = certificates.filter { $0.subject == subject }
            return matches.isEmpty ? nil : matches
        }
    }

    func contains(_ certificate: X509.Certificate) async -> Bool {
        certificates.contains(certificate)
    }

    mutating func append(contentsOf certificates: some Sequence<X509.Certificate>) {
        self.certificates.append(contentsOf: certificates)
    }

    private final class Budget: Sendable {
        private let lookups = Mutex(IntermediateStore.maximumLookups)

        func spend() -> Bool {
            lookups.withLock { remaining in
                guard remaining > 0 else { return false }
                remaining -= 1
                return true
            }
        }
    }
}

extension IntermediateStore: Hashable {
    static func == (a: Self, b: Self) -> Bool { a.certificates == b.certificates }

    func hash(into hasher: inout Hasher) { hasher.combine(certificates) }
}
