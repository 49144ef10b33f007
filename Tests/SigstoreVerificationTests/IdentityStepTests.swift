// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreVerification
import TestServices
import Testing

/// Sigstore client specification §4.3: whose certificate it is, in whose words.
@Suite struct IdentityStepTests {
    @Test(arguments: names + issuers)
    func `name and issuer are compared whole and byte for byte`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: extensions)
    func `reads the issuer and the other extensions as Fulcio writes them`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: claims)
    func `compares claims byte for byte`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: patterns)
    func `patterns match whole names`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let issuer = TestSigstore.identityProvider
    private static let name = TestLeaf().names[0].text

    private static func identity(_ name: String, _ issuer: String = issuer) -> [SigstoreIdentity] {
        [SigstoreIdentity(name, issuer: issuer)]
    }

    private static let names: [Variation] = [
        .bad("another name", .wrongIdentity) { $0.identities = identity("someone@example.com") },
        .bad("a prefix", .wrongIdentity) { $0.identities = identity(String(name.dropLast())) },
        .bad("a suffix", .wrongIdentity) { $0.identities = identity(String(name.dropFirst())) },
        .bad("more", .wrongIdentity) { $0.identities = identity(name + "/") },
        .bad("another case", .wrongIdentity) { $0.identities = identity(name.uppercased()) },
        .bad("nothing", .wrongIdentity) { $0.identities = identity("") },
        .bad("nobody", .wrongIdentity) { $0.identities = [] },
        .bad("a name in another form of Unicode", .wrongIdentity) {
            $0.leaf.names = [.other("jose\u{301}")]
            $0.identities = identity("jos\u{e9}")
        },
        .bad("the common name", .wrongIdentity) {
            $0.leaf.subject = "someone@example.com"
            $0.identities = identity("someone@example.com")
        },
        .bad("a certificate without names", .wrongIdentity) {
            $0.leaf.names = []
            $0.identities = identity("someone@example.com")
        },
        .bad("a certificate without names, and nothing expected", .wrongIdentity) {
            $0.leaf.names = []
            $0.identities = identity("")
        },
        .good("the second of two names") {
            $0.leaf.names = [.email("first@example.com"), .uri("https://example.com/second")]
            $0.identities = identity("https://example.com/second")
        },
        .good("the second of two identities") {
            $0.identities = identity("someone@example.com") + identity(name)
        },
        .good("names that are not critical") { $0.leaf.namesAreCritical = false },
        .good("a long name") { $0.leaf.names = [.uri("https://example.com/" + String(repeating: "a", count: 3000))] },
    ]

    private static let issuers: [Variation] = [
        .bad("another issuer", .wrongIssuer) { $0.identities = identity(name, "https://accounts.example.com") },
        .bad("a prefix of the issuer", .wrongIssuer) { $0.identities = identity(name, String(issuer.dropLast())) },
        .bad("more than the issuer", .wrongIssuer) { $0.identities = identity(name, issuer + "/") },
        .bad("no issuer expected", .wrongIssuer) {
            $0.identities = [SigstoreIdentity(.exactly(name), issuers: [])]
        },
        .bad("no issuer in the certificate", .wrongIssuer) {
            ($0.leaf.issuer, $0.leaf.issuerV1) = (nil, nil)
        },
        .bad("no issuer in the certificate, an empty one expected", .wrongIssuer) {
            ($0.leaf.issuer, $0.leaf.issuerV1) = (nil, nil)
            $0.identities = identity(name, "")
        },
        .good("one of several issuers") {
            $0.identities = [SigstoreIdentity(.exactly(name), issuers: ["https://accounts.example.com", issuer])]
        },
        .bad("the name of one identity and the issuer of another", .wrongIssuer) {
            $0.identities = identity(name, "https://accounts.example.com") + identity("someone@example.com")
        },
    ]

    private static let extensions: [Variation] = [
        .good("the new issuer alone") { $0.leaf.issuerV1 = nil },
        .good("the old issuer alone") { $0.leaf.issuer = nil },
        .bad("two issuers that differ", .unusableCertificate, .certificate(.conflictingIssuers)) {
            $0.leaf.issuerV1 = "https://accounts.example.com"
        },
        .bad("two issuers that differ by a slash", .unusableCertificate, .certificate(.conflictingIssuers)) {
            $0.leaf.issuerV1 = issuer + "/"
        },
        .good("an issuer whose length takes two bytes") {
            let long = "https://example.com/" + String(repeating: "a", count: 200)
            ($0.leaf.issuer, $0.leaf.issuerV1) = (long, long)
        },
        .bad("a new issuer that is not DER", .unusableCertificate, .certificate(.malformedCertificate)) {
            $0.leaf.issuer = nil
            $0.leaf.issuerV1 = nil
            $0.leaf.extraExtensions = [TestExtension("1.3.6.1.4.1.57264.1.8", Array(issuer.utf8))]
            $0.identities = identity(name)
        },
        .bad("a new issuer with bytes behind it", .unusableCertificate, .certificate(.malformedCertificate)) {
            $0.leaf.issuer = nil
            $0.leaf.issuerV1 = nil
            $0.leaf.extraExtensions = [TestExtension("1.3.6.1.4.1.57264.1.8", TestDER.utf8(issuer) + [0])]
            $0.identities = identity(name)
        },
        .bad("an otherName that is not DER", .unusableCertificate, .certificate(.malformedCertificate)) {
            $0.leaf.names = []
            let name = TestDER.context(
                0,
                TestDER.identifier("1.3.6.1.4.1.57264.1.7") + TestDER.context(0, [0x0c, 0x05, 0x61])
            )
            $0.leaf.extraExtensions = [TestExtension("2.5.29.17", critical: true, TestDER.sequence(name))]
            $0.identities = identity("a")
        },
        .bad("an otherName of another type", .wrongIdentity) {
            $0.leaf.names = []
            let name = TestDER.context(0, TestDER.identifier("1.2.3.4") + TestDER.context(0, TestDER.utf8("a")))
            $0.leaf.extraExtensions = [TestExtension("2.5.29.17", critical: true, TestDER.sequence(name))]
            $0.identities = identity("a")
        },
    ]

    private static let repository = "https://github.com/example/model"

    private static func claim(_ field: FulcioExtensions.Field, _ value: String) -> Variation.Change {
        { $0.identities = [SigstoreIdentity(name, issuer: issuer, claims: [field: value])] }
    }

    private static let claims: [Variation] = [
        .good("the repository", change: claim(.sourceRepositoryURI, repository)),
        .bad("another repository", .wrongClaim, change: claim(.sourceRepositoryURI, repository + "s")),
        .bad("a prefix of the repository", .wrongClaim, change: claim(.sourceRepositoryURI, "https://github.com/")),
        .bad("a claim that is not there", .wrongClaim, change: claim(.githubWorkflowName, "sign")),
        .bad("an empty claim that is not there", .wrongClaim, change: claim(.githubWorkflowName, "")),
        .good("the trigger", change: claim(.buildTrigger, "workflow_dispatch")),
        .good("an old extension, which is bare text") {
            $0.leaf.fulcio[4] = "sign"
            $0.identities = [SigstoreIdentity(name, issuer: issuer, claims: [.githubWorkflowName: "sign"])]
        },
        .bad("one of two claims", .wrongClaim) {
            let claims: [FulcioExtensions.Field: String] = [.sourceRepositoryURI: repository, .buildTrigger: "push"]
            $0.identities = [SigstoreIdentity(name, issuer: issuer, claims: claims)]
        },
        .good("another identity without the claim") {
            $0.identities = [
                SigstoreIdentity(name, issuer: issuer, claims: [.buildTrigger: "push"]),
                SigstoreIdentity(name, issuer: issuer),
            ]
        },
        .bad("a claim in another form of Unicode", .wrongClaim) {
            $0.leaf.fulcio[4] = "re\u{301}lease"
            $0.identities = [SigstoreIdentity(name, issuer: issuer, claims: [.githubWorkflowName: "r\u{e9}lease"])]
        },
    ]

    private static func matching(_ pattern: String, _ issuers: [String] = [issuer]) -> Variation.Change {
        { $0.identities = [SigstoreIdentity(.matching(try IdentityPattern(pattern)), issuers: issuers)] }
    }

    private static let workflow = #"https://github\.com/example/[a-z]+/\.github/workflows/sign\.yml@refs/.*"#

    private static let patterns: [Variation] = [
        .good("the whole name", change: matching(workflow)),
        .good("anchors that are not needed", change: matching("^\(workflow)$")),
        .bad("the beginning", .wrongIdentity, change: matching("https://github")),
        .bad("a part", .wrongIdentity, change: matching("example")),
        .bad("the end", .wrongIdentity, change: matching("refs/heads/main")),
        .bad("an alternative that is the beginning", .wrongIdentity, change: matching("https://github.com/|x")),
        .bad("an alternative that is the end", .wrongIdentity, change: matching("x|refs/heads/main")),
        .bad("an anchored alternative", .wrongIdentity, change: matching("^https://github|x$")),
        .good("the second alternative", change: matching("x|\(workflow)")),
        .bad("the issuer is not matched", .wrongIssuer, change: matching(workflow, ["https://.*"])),
        .bad("another issuer", .wrongIssuer, change: matching(workflow, ["https://accounts.example.com"])),
        .good("a name of 2 KiB") {
            $0.leaf.names = [.uri("https://" + String(repeating: "a", count: 2040))]
            try matching("https://a*")(&$0)
        },
        .bad("a name of more than 2 KiB", .wrongIdentity) {
            $0.leaf.names = [.uri("https://" + String(repeating: "a", count: 2041))]
            try matching("https://a*")(&$0)
        },
    ]
}
