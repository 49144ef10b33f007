// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The public suites' data, beside the checkout; `nil` where it is not.
package enum SharedVectors {
    /// Why tests that need the data do not run.
    package static let absence = "the public suites' data is not in ../shared/vectors"

    /// The folder, found from this file's place in the checkout.
    package static let url: URL? = {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = checkout.deletingLastPathComponent().appending(path: "shared/vectors")
        return FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) ? folder : nil
    }()

    /// Whether the data is there.
    package static var isPresent: Bool { url != nil }
}
