// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

extension WebAddress {
    /// Where a request goes, for those who carry it.
    ///
    /// - Throws: `forbiddenURL`.
    package init(_ request: HTTPRequest) throws(TransportError) {
        try self.init("\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "/")")
    }
}
