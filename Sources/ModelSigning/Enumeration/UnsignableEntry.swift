// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Something in a model's folder that cannot be a resource.
public struct UnsignableEntry: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Why it cannot.
    public enum Reason: String, Sendable, Hashable, Codable {
        /// A symbolic link, where links are refused.
        case symbolicLink
        /// A link whose target does not exist.
        case danglingLink
        /// A link whose target is outside the model.
        case linkOutOfModel
        /// A link that leads back to a folder it is in, or to itself.
        case linkCycle
        /// A link to a folder: what it leads to would have a second name that nobody signed.
        case linkToFolder
        /// A FIFO, socket or device.
        case specialFile
        /// A name that is not valid UTF-8 (OMS v1.0 §6.1.2).
        case nameNotUTF8
        /// A name longer than ``ResourceName/maximumByteCount``.
        case nameTooLong
        /// A folder that could not be listed, or an entry that could not be inspected.
        case unreadable
        /// Folders nested deeper than the limit.
        case tooDeep
    }
    /// Its path from the model's root; bytes that are not UTF-8 are shown as U+FFFD.
    public let path: String
    /// Why it cannot be a resource.
    public let reason: Reason

    /// One sentence.
    public var description: String {
        switch reason {
        case .symbolicLink: "'\(path)' is a symbolic link"
        case .danglingLink: "'\(path)' is a link to something that does not exist"
        case .linkOutOfModel: "'\(path)' is a link that leads out of the model"
        case .linkCycle: "'\(path)' is a link that leads back to itself or to a folder it is in"
        case .linkToFolder: "'\(path)' is a link to a folder"
        case .specialFile: "'\(path)' is neither a file nor a folder"
        case .nameNotUTF8: "'\(path)' has a name that is not UTF-8"
        case .nameTooLong: "'\(path)' has a path that is too long"
        case .unreadable: "'\(path)' cannot be listed or inspected"
        case .tooDeep: "'\(path)' is nested too deeply"
        }
    }
}
