// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import StrictJSON
import TextEncodings

extension TransparencyLogInstance {
    /// What an entry of the list turned out to be.
    enum Reading {
        case usable(TransparencyLogInstance)
        case unusable(UnusableLogInstance)
    }

    /// Reads an entry of the list of logs of this kind.
    static func read(_ fields: consuming ProtobufFields, of kind: LogKind) throws -> Reading {
        let baseURL = try fields.string("baseUrl")
        let hash: HashAlgorithmName = try fields.enumeration("hashAlgorithm")
        var publicKey = try fields.requiredMessage("publicKey")
        let path = fields.path(of: "publicKey")
        let bytes = try publicKey.requiredBytes("rawBytes")
        let details: PublicKeyDetails = try publicKey.enumeration("keyDetails")
        guard details != .unspecified else { throw publicKey.missing("keyDetails") }
        let validity = try ValidityPeriod("validFor", in: &publicKey)
        try publicKey.finish()
        let logID = try identifier("logId", in: &fields)
        let checkpointKeyID = try identifier("checkpointKeyId", in: &fields)
        let `operator` = try fields.string("operator")
        guard logID != nil || checkpointKeyID != nil else { throw fields.missing("logId") }
        try fields.finish()

        func unusable(_ reason: String) -> Reading {
            let name = name(of: baseURL)
            return .unusable(.init(name: name, logID: logID ?? [], checkpointKeyID: checkpointKeyID, reason: reason))
        }
        guard hash == .sha256 else {
            return unusable("its tree is hashed with \(hash.protobufName), and only SHA2_256 is supported")
        }
        guard let algorithm = details.algorithm else {
            return unusable("its key is of the kind \(details.protobufName), which is not supported")
        }
        guard kind.signs(with: algorithm) else {
            return unusable("its key is of the kind \(details.protobufName), and \(kind.signatures)")
        }
        let found: PublicKey
        do throws(KeyError) {
            found = try details.isPKCS1 ? PublicKey(pkcs1: bytes) : PublicKey(derSPKI: bytes)
        } catch  where error.code == .unsupportedKey {
            return unusable("its key is not supported: \(error)")
        } catch {
            throw TrustedRootError(.malformedKey, "'\(path)' is not a public key", cause: error)
        }
        guard let key = found.with(algorithm: algorithm),
            details.modulusByteCount.map({ $0 == key.modulusByteCount }) ?? true
        else {
            throw TrustedRootError(
                .keyMismatch,
                "'\(path)' is said to be \(details.protobufName), and is the \(found)"
            )
        }
        return .usable(
            TransparencyLogInstance(
                baseURL: baseURL,
                key: key,
                keyDetails: details,
                validity: validity,
                logID: logID ?? [],
                checkpointKeyID: checkpointKeyID,
                operator: `operator`
            )
        )
    }

    private static func identifier(_ name: String, in fields: inout ProtobufFields) throws(JSONError) -> [UInt8]? {
        guard var identifier = try fields.message(name) else { return nil }
        let keyID = try identifier.requiredBytes("keyId")
        try identifier.finish()
        return keyID
    }
}
