// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension VerifiedSigner: Codable {
    private enum CodingKeys: String, CodingKey { case method, key, certificate, sigstore, time }
    private enum Method: String, Codable { case key, certificate, sigstore }

    /// Reads what ``encode(to:)`` writes. The value describes a signer and proves nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let trust: Trust =
            switch try container.decode(Method.self, forKey: .method) {
            case .key: .key(try container.decode(Key.self, forKey: .key))
            case .certificate: .certificate(try container.decode(Certificate.self, forKey: .certificate))
            case .sigstore: .sigstore(try container.decode(SigstoreCertificate.self, forKey: .sigstore))
            }
        self.init(trust: trust, time: try container.decode(EvaluationTime.self, forKey: .time))
    }

    /// Writes `{"method": "key", "key": {…}, "time": {…}}`, or the same with `certificate` or `sigstore`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch trust {
        case .key(let key):
            try container.encode(Method.key, forKey: .method)
            try container.encode(key, forKey: .key)
        case .certificate(let certificate):
            try container.encode(Method.certificate, forKey: .method)
            try container.encode(certificate, forKey: .certificate)
        case .sigstore(let certificate):
            try container.encode(Method.sigstore, forKey: .method)
            try container.encode(certificate, forKey: .sigstore)
        }
        try container.encode(time, forKey: .time)
    }
}

extension VerifiedSigner.EvaluationTime: Codable {
    private enum CodingKeys: String, CodingKey { case source, date, observations }
    private enum Source: String, Codable { case none, currentTime, observed, uncheckedCertificateStart }

    /// Reads what ``encode(to:)`` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Source.self, forKey: .source) {
            case .none: .notApplicable
            case .currentTime: .currentTime(try container.decode(Date.self, forKey: .date))
            case .observed: .observed(try container.decode([ObservedTime].self, forKey: .observations))
            case .uncheckedCertificateStart:
                .uncheckedCertificateStart(try container.decode(Date.self, forKey: .date))
            }
    }

    /// Writes `{"source": "none"}`, or a source with a date or with observations.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .notApplicable:
            try container.encode(Source.none, forKey: .source)
        case .currentTime(let date):
            try container.encode(Source.currentTime, forKey: .source)
            try container.encode(date, forKey: .date)
        case .observed(let times):
            try container.encode(Source.observed, forKey: .source)
            try container.encode(times, forKey: .observations)
        case .uncheckedCertificateStart(let date):
            try container.encode(Source.uncheckedCertificateStart, forKey: .source)
            try container.encode(date, forKey: .date)
        }
    }
}
