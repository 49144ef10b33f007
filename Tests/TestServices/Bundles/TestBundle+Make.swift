// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension TestBundle {
    /// A bundle and what it takes to verify it.
    package struct Made: Sendable {
        package let bundleJSON: [UInt8]
        package let trustedRootJSON: [UInt8]
        package let artifact: [UInt8]
        /// The `ClientTrustConfig` that `--trust-config` of other clients takes.
        package let clientTrustConfigJSON: [UInt8]
        /// In DER; `nil` where a managed key signed.
        package let certificate: [UInt8]?
        package let publicKeyPEM: String
        /// As it stands in the bundle.
        package let signature: [UInt8]
        package let entries: [TestLogEntry]
        /// Each a TimeStampResp in DER.
        package let timestamps: [[UInt8]]
    }

    /// Makes a bundle with an instance of its own.
    package func make() throws -> Made { try make(on: services.make()) }

    /// Makes a bundle; `services` does not matter.
    package func make(on instance: TestSigstore.Made) throws -> Made {
        let certificate = try signer == .certificate ? instance.certify(certifiedKey ?? key, leaf) : nil
        var envelope = envelope
        var covered = envelope?.signedBytes ?? artifact
        try signature.signedBytes(&covered)
        var bytes = try key.sign(covered, hashedWith: signature.digest)
        try signature.signature(&bytes)
        envelope?.signatures = [TestEnvelope.Signature(bytes: bytes, keyID: signature.keyID)]

        let logged = TestEntryContent(
            digestAlgorithm: loggedDigest,
            digest: loggedDigest.hash(covered),
            signature: bytes,
            verifier: try (loggedCertificate ?? certificate).map { .certificate($0) }
                ?? .key(key.subjectPublicKeyInfo()),
            keyDetails: keyDetails ?? key.details,
            envelope: envelope
        )
        let entries = try self.entries.map { try log(logged, $0, on: instance.recipe) }
        let stamps = try effectiveTimestamps.map { timestamp in
            try instance.timestampAuthorities[timestamp.authority].stamp(bytes, timestamp)
        }

        try signature.bundled(&bytes)
        envelope?.signatures[0].bytes = bytes
        if var altered = envelope {
            try signature.envelope(&altered)
            envelope = altered
        }
        var bundle = try json(certificate, entries, stamps, on: instance)
        if let envelope {
            bundle["dsseEnvelope"] = envelope.json
        } else {
            bundle["messageSignature"] = try messageSignature(bytes)
        }
        try bundleJSON(&bundle)
        var root = try instance.trustedRoot()
        try trustedRootJSON(&root)
        return Made(
            bundleJSON: bundle.written,
            trustedRootJSON: root.written,
            artifact: artifact,
            clientTrustConfigJSON: TestTrustRoot.clientConfiguration(around: root.written, for: instance.recipe)
                .written,
            certificate: certificate,
            publicKeyPEM: try key.publicKeyPEM(),
            signature: bytes,
            entries: entries,
            timestamps: stamps
        )
    }

    private var envelope: TestEnvelope? {
        guard case .envelope(let payload, let type) = content else { return nil }
        return TestEnvelope(payloadType: type, payload: payload ?? TestEnvelope.statement(about: artifact))
    }

    /// Keys that sign the message itself are logged with SHA-256.
    private var loggedDigest: TestDigest { signature.labelledDigest ?? signature.digest ?? key.digest ?? .sha256 }

    private var effectiveTimestamps: [TestTimestamp] {
        timestamps ?? (entries.contains { $0.log == .rekorV2 } ? [TestTimestamp()] : [])
    }

    private func log(_ content: TestEntryContent, _ recipe: TestEntry, on services: TestSigstore) throws -> TestLogEntry
    {
        let kind =
            switch (recipe.kind, recipe.log, content.envelope == nil) {
            case (let kind?, _, _): kind
            case (nil, .rekorV2, _): TestEntry.Kind.hashedrekordV2
            case (nil, _, true): TestEntry.Kind.hashedrekordV1
            case (nil, _, false): TestEntry.Kind.dsseV1
            }
        var json = try content.body(kind)
        try recipe.body(&json)
        var body = json.canonical
        try recipe.bodyBytes(&body)
        var entry =
            switch recipe.log {
            case .rekorV2: try services.rekorV2[recipe.instance].add(body, kind: kind, recipe)
            case .rekorV1, .none: try services.rekorV1[recipe.instance].add(body, kind: kind, recipe)
            }
        try recipe.made(&entry)
        return entry
    }

    private func messageSignature(_ bytes: [UInt8]) throws -> TestJSON {
        var result: TestJSON = ["signature": .bytes(bytes)]
        guard signature.hasMessageDigest else { return result }
        var digest = loggedDigest.hash(artifact)
        try signature.messageDigest(&digest)
        result["messageDigest"] = ["algorithm": .string(loggedDigest.label), "digest": .bytes(digest)]
        return result
    }

    private func json(
        _ certificate: [UInt8]?,
        _ entries: [TestLogEntry],
        _ timestamps: [[UInt8]],
        on instance: TestSigstore.Made
    ) throws -> TestJSON {
        var material = TestJSON.object([])
        if let certificate = bundledCertificate ?? certificate {
            let authorities: [[UInt8]] = instance.authorities[leaf.authority].chain.certificates.reversed()
            let isNew = version == .v0_3 || version == .v0_3Old
            switch self.material ?? (isNew ? .single : .chain) {
            case .single: material["certificate"] = ["rawBytes": .bytes(certificate)]
            case .chain: material["x509CertificateChain"] = Self.chain([certificate])
            case .chainWithIntermediates:
                material["x509CertificateChain"] = Self.chain([certificate] + authorities.dropLast())
            case .chainWithRoot: material["x509CertificateChain"] = Self.chain([certificate] + authorities)
            }
        } else {
            material["publicKey"] = ["hint": .string(try keyHint ?? TestText.base64(key.keyID()))]
        }
        if !entries.isEmpty { material["tlogEntries"] = .array(entries.map(\.json)) }
        if !timestamps.isEmpty {
            let stamps = timestamps.map { ["signedTimestamp": .bytes($0)] as TestJSON }
            material["timestampVerificationData"] = ["rfc3161Timestamps": .array(stamps)]
        }
        return ["mediaType": .string(version.rawValue), "verificationMaterial": material]
    }

    private static func chain(_ certificates: [[UInt8]]) -> TestJSON {
        ["certificates": .array(certificates.map { ["rawBytes": .bytes($0)] })]
    }
}
