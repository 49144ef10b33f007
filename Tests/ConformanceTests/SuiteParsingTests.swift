// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Foundation
import SigstoreBundle
import StrictJSON
import TestSupport
import Testing

/// Every bundle and trusted root of the public suites: read, or refused for the reason that it was made for.
@Suite(.needsSharedVectors) struct SuiteParsingTests {
    /// Why a document was not read: the module's code, and the one underneath if the JSON was at fault.
    struct Refusal: Equatable {
        let bundle: SignatureBundleError.Code?
        let root: TrustedRootError.Code?
        let json: JSONError.Code?

        static func bundle(_ code: SignatureBundleError.Code, _ json: JSONError.Code? = nil) -> Refusal {
            Refusal(bundle: code, root: nil, json: json)
        }

        static func root(_ code: TrustedRootError.Code, _ json: JSONError.Code? = nil) -> Refusal {
            Refusal(bundle: nil, root: code, json: json)
        }
    }

    private static let refusedBundles: [String: Refusal] = [
        "bundle-empty-certificate-chain_fail": .bundle(.malformed, .missingField),
        "bundle-invalid-base64-signature_fail": .bundle(.malformed, .invalidValue),
        "bundle-malformed-json_fail": .bundle(.malformed, .syntax),
        "bundle-negative-log-index_fail": .bundle(.malformed, .invalidValue),
        "bundle-unknown-version_fail": .bundle(.wrongMediaType),
        "key-simple-corrupted-bundle_fail": .bundle(.malformed, .syntax),
        "key-simple-truncated-bundle_fail": .bundle(.malformed, .syntax),
        "key-simple-wrong-mediatype_fail": .bundle(.wrongMediaType),
        "malformed-empty-bundle_fail": .bundle(.malformed),
        "malformed-missing-envelope_fail": .bundle(.malformed, .missingField),
    ]

    private static let refusedRoots: [String: Refusal] = [
        "trust-root-tlog-missing-validity-start_fail": .root(.missingValidityStart, .missingField)
    ]

    private static let bundles = files { $0 == "bundle.sigstore.json" || $0.hasSuffix(".sig") }
    private static let roots = files { $0 == "trusted_root.json" }

    @Test(arguments: bundles)
    func `bundles are read and written, or refused`(_ path: String) throws {
        let refusal: Refusal?
        do throws(SignatureBundleError) {
            let bundle = try SignatureBundle(parsing: Self.bytes(path))
            #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
            refusal = nil
        } catch {
            let cause = (error.cause as? AttestationError)?.cause ?? error.cause
            refusal = .bundle(error.code, (cause as? JSONError)?.code)
        }
        #expect(refusal == Self.refusedBundles[Self.name(path)], "\(path)")
    }

    @Test(arguments: roots)
    func `trusted roots are read whole, or refused`(_ path: String) throws {
        let refusal: Refusal?
        do throws(TrustedRootError) {
            let root = try TrustedRoot(parsing: Self.bytes(path))
            #expect(root.unusableTransparencyLogs.isEmpty && root.unusableCertificateTransparencyLogs.isEmpty)
            #expect(!root.transparencyLogs.isEmpty && !root.certificateAuthorities.isEmpty)
            refusal = nil
        } catch {
            refusal = .root(error.code, (error.cause as? JSONError)?.code)
        }
        #expect(refusal == Self.refusedRoots[Self.name(path)], "\(path)")
    }

    @Test func `everything that is to be refused is there`() {
        #expect(Set(Self.refusedBundles.keys).isSubset(of: Self.bundles.map(Self.name)))
        #expect(Set(Self.refusedRoots.keys).isSubset(of: Self.roots.map(Self.name)))
        #expect(Self.bundles.count > 140 && Self.roots.count >= 38)
    }

    /// The name of the case: the folder of the file.
    private static func name(_ path: String) -> String {
        path.split(separator: "/").dropLast().last.map(String.init) ?? ""
    }

    private static func bytes(_ path: String) -> [UInt8] {
        let folder = SharedVectors.url ?? URL(filePath: "/nonexistent")
        return (try? Data(contentsOf: folder.appending(path: path))).map { Array($0) } ?? []
    }

    /// The files whose name is wanted, by their paths below the shared folder.
    private static func files(_ isWanted: (String) -> Bool) -> [String] {
        guard let folder = SharedVectors.url else { return [] }
        var files: [String] = []
        for suite in ["sigstore-conformance", "oms-conformance", "nvidia-skills"] {
            let path = folder.appending(path: suite).path(percentEncoded: false)
            let names = try? FileManager.default.subpathsOfDirectory(atPath: path)
            files += (names ?? []).map { "\(suite)/\($0)" }
        }
        return files.filter { path in path.split(separator: "/").last.map { isWanted(String($0)) } ?? false }.sorted()
    }
}
