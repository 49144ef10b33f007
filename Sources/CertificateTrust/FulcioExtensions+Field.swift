// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SwiftASN1

extension FulcioExtensions {
    /// A fact that Fulcio records, by the name that policies and people use.
    ///
    /// The set may grow: a `switch` over it outside this package needs a `default`.
    /// - SeeAlso: Fulcio, docs/oid-info.md, "Directory".
    public enum Field: String, Sendable, Hashable, CaseIterable {
        /// The OpenID Connect issuer: .8, or .1 in certificates without it.
        case issuer
        /// The event that started a GitHub workflow; .2, superseded by ``buildTrigger``.
        case githubWorkflowTrigger
        /// The commit of a GitHub workflow; .3, superseded by ``sourceRepositoryDigest``.
        case githubWorkflowSHA
        /// The name of a GitHub workflow; .4.
        case githubWorkflowName
        /// The repository of a GitHub workflow as `owner/name`; .5, superseded by ``sourceRepositoryURI``.
        case githubWorkflowRepository
        /// The branch or tag of a GitHub workflow; .6, superseded by ``sourceRepositoryRef``.
        case githubWorkflowRef
        /// The build instructions that signed; .9.
        case buildSignerURI
        /// The version of the build instructions that signed; .10.
        case buildSignerDigest
        /// Whether the build ran on the platform's machines, `github-hosted` for instance; .11.
        case runnerEnvironment
        /// The repository that was built; .12.
        case sourceRepositoryURI
        /// The commit that was built; .13.
        case sourceRepositoryDigest
        /// The branch or tag that was built; .14.
        case sourceRepositoryRef
        /// What the repository is called for ever; .15.
        case sourceRepositoryIdentifier
        /// The owner of the repository; .16.
        case sourceRepositoryOwnerURI
        /// What the owner is called for ever; .17.
        case sourceRepositoryOwnerIdentifier
        /// The build instructions that were started first; .18.
        case buildConfigURI
        /// The version of the build instructions that were started first; .19.
        case buildConfigDigest
        /// What started the build, `push` for instance; .20.
        case buildTrigger
        /// The run of the build; .21.
        case runInvocationURI
        /// Whether the repository was `public` or not when the certificate was issued; .22.
        case sourceRepositoryVisibilityAtSigning
        /// Where the job deploys to; .23.
        case deploymentEnvironment
        /// The token's `sub` claim as it was; .24.
        case tokenSubject
    }
}

extension FulcioExtensions.Field {
    /// The issuer in its first form, which is not DER.
    static let oldIssuer = identifier(1)

    static let byIdentifier = Dictionary(uniqueKeysWithValues: allCases.map { ($0.identifier, $0) })

    /// The object identifier of the extension.
    package var identifier: ASN1ObjectIdentifier { Self.identifier(number) }

    /// Whether the extension holds the text itself, without the DER around it that RFC 5280 §4.2 wants.
    var isRaw: Bool { number <= 6 }

    private static func identifier(_ number: UInt) -> ASN1ObjectIdentifier {
        [1, 3, 6, 1, 4, 1, 57264, 1, number]
    }

    private var number: UInt {
        switch self {
        case .githubWorkflowTrigger: 2
        case .githubWorkflowSHA: 3
        case .githubWorkflowName: 4
        case .githubWorkflowRepository: 5
        case .githubWorkflowRef: 6
        case .issuer: 8
        case .buildSignerURI: 9
        case .buildSignerDigest: 10
        case .runnerEnvironment: 11
        case .sourceRepositoryURI: 12
        case .sourceRepositoryDigest: 13
        case .sourceRepositoryRef: 14
        case .sourceRepositoryIdentifier: 15
        case .sourceRepositoryOwnerURI: 16
        case .sourceRepositoryOwnerIdentifier: 17
        case .buildConfigURI: 18
        case .buildConfigDigest: 19
        case .buildTrigger: 20
        case .runInvocationURI: 21
        case .sourceRepositoryVisibilityAtSigning: 22
        case .deploymentEnvironment: 23
        case .tokenSubject: 24
        }
    }
}
