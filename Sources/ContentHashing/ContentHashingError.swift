// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// Why a file's content could not be hashed.
public struct ContentHashingError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The file, or a folder on the way to it, is not there any more.
        public static let vanished = Code(name: "vanished")
        /// The system refused to open or read it.
        public static let unreadable = Code(name: "unreadable")
        /// Where a regular file or a folder was expected there is a link or something else.
        public static let notRegularFile = Code(name: "notRegularFile")
        /// Its identity, size or times moved between listing it and having read it.
        public static let changedWhileHashing = Code(name: "changedWhileHashing")
        /// No thread or no memory could be had.
        public static let outOfResources = Code(name: "outOfResources")
        /// The environment names instruction sets that there are not, or not on this processor.
        public static let unknownInstructions = Code(name: "unknownInstructions")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence that names the file, if it is about one.
    public let message: String

    package init(_ code: Code, _ message: String) {
        (self.code, self.message) = (code, message)
    }

    init(_ error: SystemFileError) {
        let code: Code = error.isMissing ? .vanished : error.isWrongKind ? .notRegularFile : .unreadable
        self.init(code, error.description)
    }

    /// The message.
    public var description: String { message }
}
