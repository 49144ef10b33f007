// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension SigningConfig {
    /// One instance of a service.
    public struct Service: Sendable, Hashable {
        /// Where it is: https or http, with a host.
        public let url: URL
        /// The first number of the version of its interface; 0 is one that was never released.
        public let majorAPIVersion: UInt32
        /// When it may be used.
        public let validity: ValidityPeriod
        /// Who runs it, `sigstore.dev` for instance.
        public let `operator`: String

        package init(url: URL, majorAPIVersion: UInt32, validity: ValidityPeriod, operator: String) {
            (self.url, self.majorAPIVersion, self.validity) = (url, majorAPIVersion, validity)
            self.operator = `operator`
        }
    }
}

extension SigningConfig.Service {
    init(_ fields: consuming ProtobufFields) throws {
        let text = try fields.requiredString("url")
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty,
            ["https", "http"].contains(url.scheme?.lowercased()), url.query() == nil, url.fragment() == nil,
            url.user() == nil, url.password() == nil
        else {
            let message = "\(fields.path(of: "url")) is '\(text.excerpt())', which is not the URL of a service"
            throw JSONError(.invalidValue, message)
        }
        let version = try fields.uint32("majorApiVersion")
        let validity = try ValidityPeriod("validFor", in: &fields)
        let `operator` = try fields.requiredString("operator")
        try fields.finish()
        self.init(url: url, majorAPIVersion: version, validity: validity, operator: `operator`)
    }
}
