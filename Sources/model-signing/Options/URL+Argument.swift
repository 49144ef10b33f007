// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension URL {
    /// The file at a path from the command line, exactly as it was given.
    ///
    /// `URL(filePath:)` would take a leading `~` for the home folder, which is the shell's to do.
    init(argument path: String) {
        self.init(filePath: path.hasPrefix("/") ? path : "./" + path)
    }
}
