// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import ModelSigning
import SigstoreVerification
import TestSupport
import Testing

@Suite(.needsSharedVectors) struct SignedSkillTests {
    /// After the end of the signing certificates, in April 2028.
    private static let afterExpiry = Date(timeIntervalSince1970: 1_861_920_000)  // 2029-01-01

    @Test func `all of them are found`() throws {
        #expect(try SignedSkill.all().count == 36)
        #expect(try SignedSkill.all().count { $0.strict == .untrusted } == 2)
    }

    @Test(
        arguments: try SignedSkill.all(),
        [CheckOptions.UnsignedFiles.refused, .ignored]
    )
    func `each gets the verdict it should`(
        _ skill: SignedSkill,
        _ unsignedFiles: CheckOptions.UnsignedFiles
    ) async throws {
        let verdict = unsignedFiles == .refused ? skill.strict : skill.ignoringUnsignedFiles
        func verify() async throws -> VerifiedModel {
            try await SignedSkill.verifier().verify(
                modelAt: skill.model,
                signatureAt: skill.signature,
                options: CheckOptions(unsignedFiles)
            )
        }
        switch verdict {
        case .pass:
            let verified = try await verify()
            #expect(verified.notCovered.isEmpty)
            #expect(!verified.manifest.manifest.fileNames.map(\.path).contains(skill.signatureName))
        case .untrusted:
            let error = await #expect(throws: BundleVerificationError.self) { _ = try await verify() }
            #expect(error?.code == .untrustedCertificate)
            #expect(error.map(Refusal.init) == .trust(.untrusted))
        }
    }

    @Test func `a certificate that has ended is refused unless its own start is asked for`() async throws {
        let skill = try SignedSkill.passing()
        let late = try SignedSkill.verifier(at: Self.afterExpiry)
        let refusal = await Refusal.of { try await late.verify(modelAt: skill.model, signatureAt: skill.signature) }
        #expect(refusal == .trust(.expired))

        let unchecked = try SignedSkill.verifier(time: .unsafeCertificateStart, at: Self.afterExpiry)
        let verified = try await unchecked.verify(modelAt: skill.model, signatureAt: skill.signature)
        let signer = try #require(verified.manifest.signers.first)
        guard case .certificate(let certificate) = signer.trust else {
            Issue.record("the signer is not known by a certificate")
            return
        }
        #expect(signer.time == .uncheckedCertificateStart(certificate.notValidBefore))
    }

    @Test(arguments: SkillMutation.allCases, [CheckOptions.UnsignedFiles.refused, .ignored])
    func `a change is named, and nothing else`(
        _ mutation: SkillMutation,
        _ unsignedFiles: CheckOptions.UnsignedFiles
    ) async throws {
        let skill = try SignedSkill.passing()
        let copy = try ModelCopy(of: skill.model)
        try mutation.apply(to: copy)
        let refusal = await Refusal.of {
            try await SignedSkill.verifier().verify(
                modelAt: copy.url,
                signatureAt: copy.file(skill.signatureName),
                options: CheckOptions(unsignedFiles)
            )
        }
        #expect(refusal == (unsignedFiles == .refused ? mutation.strict : mutation.ignoringUnsignedFiles))
    }
}

/// One thing that goes wrong with a signed folder, and how it must be reported.
enum SkillMutation: CaseIterable {
    case none, changedByte, addedFile, addedLink, removedFile, renamedFile, linkInsteadOfFile, folderInsteadOfFile

    func apply(to copy: ModelCopy) throws {
        switch self {
        case .none: break
        case .changedByte: try copy.changeOneByte(of: "SKILL.md")
        case .addedFile: try copy.write("", to: "added.md")
        case .addedLink: try copy.link("added.md", to: "SKILL.md")
        case .removedFile: try copy.remove("SKILL.md")
        case .renamedFile: try copy.rename("SKILL.md", to: "skill.MD")
        case .linkInsteadOfFile:
            try copy.rename("SKILL.md", to: ".gitignore")
            try copy.link("SKILL.md", to: ".gitignore")
        case .folderInsteadOfFile:
            try copy.remove("SKILL.md")
            try FileManager.default.createDirectory(at: copy.file("SKILL.md"), withIntermediateDirectories: false)
        }
    }

    var strict: Refusal? {
        switch self {
        case .none: nil
        case .changedByte: .differs(changed: ["SKILL.md"])
        case .addedFile: .differs(unsigned: ["added.md"])
        case .addedLink: .differs(unsignable: ["added.md": .symbolicLink])
        case .removedFile, .folderInsteadOfFile: .differs(missing: ["SKILL.md"])
        case .renamedFile: .differs(missing: ["SKILL.md"], unsigned: ["skill.MD"])
        case .linkInsteadOfFile: .differs(unsignable: ["SKILL.md": .symbolicLink])
        }
    }

    /// What is not listed does not matter; what is listed does as before.
    var ignoringUnsignedFiles: Refusal? {
        switch self {
        case .none, .addedFile, .addedLink: nil
        case .renamedFile: .differs(missing: ["SKILL.md"])
        case .changedByte, .removedFile, .linkInsteadOfFile, .folderInsteadOfFile: strict
        }
    }
}
