// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CertificateTrust
import SigstoreVerification

/// Whose signature is accepted, by a certificate of a Sigstore instance.
struct IdentityOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The signer: exactly this e-mail address, or URI of a workflow or service.",
            valueName: "name"
        )
    )
    var identity: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The signer: a name that this regular expression matches as a whole.",
            valueName: "pattern"
        )
    )
    var identityPattern: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The OpenID Connect provider that vouched for the signer, exactly; repeatable: any of them.",
            valueName: "url"
        )
    )
    var identityProvider: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What else the certificate must say, such as sourceRepositoryURI=https://github.com/me/model; repeatable.",
            valueName: "name=value"
        )
    )
    var certificateClaim: [String] = []

    var isEmpty: Bool {
        identity == nil && identityPattern == nil && identityProvider.isEmpty && certificateClaim.isEmpty
    }

    /// An unset shell variable must not look like a name.
    func validate() throws {
        let texts = [
            ("--identity", identity), ("--identity-pattern", identityPattern),
            ("--identity-provider", identityProvider.first { $0.isEmpty }),
        ]
        if let (option, _) = texts.first(where: { $0.1?.isEmpty == true }) {
            throw ValidationError("what \(option) gives is empty")
        }
        guard identity == nil || identityPattern == nil else {
            throw ValidationError("--identity and --identity-pattern exclude each other")
        }
    }

    /// - Parameter otherwise: What else there is to do without an identity, as the end of a sentence.
    /// - Throws: ``UsageError`` when something is missing or unusable.
    func sigstoreIdentity(otherwise: String) throws -> SigstoreIdentity {
        guard !isEmpty else {
            throw UsageError(
                "whose signature is it to be? Name the signer with --identity, and who vouches for that name with "
                    + "--identity-provider; \(otherwise)"
            )
        }
        let subject: SigstoreIdentity.Subject
        if let identityPattern {
            do throws(BundleVerificationError) {
                subject = .matching(try IdentityPattern(identityPattern))
            } catch {
                throw UsageError("--identity-pattern: \(error)")
            }
        } else if let identity {
            subject = .exactly(identity)
        } else {
            throw UsageError("name the signer, too, with --identity or with --identity-pattern")
        }
        guard !identityProvider.isEmpty else {
            throw UsageError(
                "name who vouched for the signer, too, with --identity-provider, such as https://accounts.google.com: "
                    + "any provider can vouch for any name"
            )
        }
        return SigstoreIdentity(subject, issuers: identityProvider, claims: try claims())
    }

    private func claims() throws -> [FulcioExtensions.Field: String] {
        var claims: [FulcioExtensions.Field: String] = [:]
        for argument in certificateClaim {
            let parts = argument.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw UsageError("--certificate-claim '\(argument)' is not name=value") }
            guard let field = FulcioExtensions.Field(rawValue: String(parts[0])) else {
                let names = FulcioExtensions.Field.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw UsageError("--certificate-claim: '\(parts[0])' is none of the names there are: \(names)")
            }
            guard claims.updateValue(String(parts[1]), forKey: field) == nil else {
                throw UsageError("--certificate-claim names '\(field.rawValue)' twice")
            }
        }
        return claims
    }
}
