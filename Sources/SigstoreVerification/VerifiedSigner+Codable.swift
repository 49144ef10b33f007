// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension VerifiedSigner: Codable {
    private enum CodingKeys: String, CodingKey { case method, key, certificate, time }
    private enum Method: String, Codable { case key, certificate }

    /// Reads what ``encode(to:)`` writes. The value describes a signer and proves nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let trust: Trust =
            switch try container.decode(Method.self, forKey: .method) {
            case .key: .key(try container.decode(Key.self, forKey: .key))
            case .certificate: .certificate(try container.decode(Certificate.self, forKey: .certificate))
            }
        self.init(trust: trust, time: try container.decode(EvaluationTime.self, forKey: .time))
    }

    /// Writes `{"method": "key", "key": {…}, "time": {…}}`, or the same with `certificate`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch trust {
        case .key(let key):
            try container.encode(Method.key, forKey: .method)
            try container.encode(key, forKey: .key)
        case .certificate(let certificate):
            try container.encode(Method.certificate, forKey: .method)
            try container.encode(certificate, forKey: .certificate)
        }
        try container.encode(time, forKey: .time)
    }
}

extension VerifiedSigner.EvaluationTime: Codable {
    private enum CodingKeys: String, CodingKey { case source, date }
    private enum Source: String, Codable { case none, currentTime, uncheckedCertificateStart }

    /// Reads what ``encode(to:)`` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Source.self, forKey: .source) {
            case .none: .notApplicable
            case .currentTime: .currentTime(try container.decode(Date.self, forKey: .date))
            case .uncheckedCertificateStart:
                .uncheckedCertificateStart(try container.decode(Date.self, forKey: .date))
            }
    }

    /// Writes `{"source": "none"}`, or a source and a date.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .notApplicable:
            try container.encode(Source.none, forKey: .source)
        case .currentTime(let date):
            try container.encode(Source.currentTime, forKey: .source)
            try container.encode(date, forKey: .date)
        case .uncheckedCertificateStart(let date):
            try container.encode(Source.uncheckedCertificateStart, forKey: .source)
            try container.encode(date, forKey: .date)
        }
    }
}
