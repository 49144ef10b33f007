// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import CertificateTrust
import StrictJSON

/// An authority that the trusted root names: one chain of Fulcio's, or of a timestamp authority (sigstore_trustroot.proto).
package struct CertificateAuthority: Sendable {
    /// More certificates than any chain has.
    package static let maximumChainLength = 10

    /// As given; may be empty.
    package let uri: String
    /// At least one; the last is the anchor, self-signed or not.
    package let chain: [X509Certificate]
    /// When the whole chain counts. Its certificates have times of their own, which bound it too: a root that gives no
    /// beginning leaves it to them.
    package let validity: ValidityPeriod
    /// Who runs the authority; empty when the root does not say.
    package let `operator`: String

    package init(uri: String, chain: [X509Certificate], validity: ValidityPeriod, operator: String = "") {
        (self.uri, self.chain, self.validity, self.operator) = (uri, chain, validity, `operator`)
    }
}

extension CertificateAuthority {
    /// What an entry of the list turned out to be.
    enum Reading {
        case usable(CertificateAuthority)
        case unusable(UnusableCertificateAuthority)
    }

    static func read(_ fields: consuming ProtobufFields) throws -> Reading {
        // The subject is in the certificates too, and there it is not a copy.
        if var subject = try fields.message("subject") {
            for name in ["organization", "commonName"] { _ = try subject.string(name) }
            try subject.finish()
        }
        let uri = try fields.string("uri")
        var certificateChain = try fields.requiredMessage("certChain")
        var chain: [X509Certificate] = []
        var reason: String?
        let elements = try certificateChain.messages("certificates", maximumCount: maximumChainLength)
        for (index, var element) in elements.enumerated() {
            let der = try element.requiredBytes("rawBytes")
            try element.finish()
            do throws(CertificateTrustError) {
                chain.append(try X509Certificate(der: der))
            } catch  where error.code == .unsupportedAlgorithm {
                let place = "its certificate \(index + 1) of \(elements.count)"
                if reason == nil { reason = "\(place) cannot be checked: \(error.message)" }
            } catch {
                let message = "'\(element.path)' is not a certificate that can be used"
                throw TrustedRootError(.malformedCertificate, message, cause: error)
            }
        }
        guard !elements.isEmpty else { throw certificateChain.missing("certificates") }
        try certificateChain.finish()
        let validity = try ValidityPeriod(ofAuthority: "validFor", in: &fields)
        let `operator` = try fields.string("operator")
        try fields.finish()
        if let reason { return .unusable(.init(uri: uri, reason: reason)) }
        return .usable(CertificateAuthority(uri: uri, chain: chain, validity: validity, operator: `operator`))
    }
}
