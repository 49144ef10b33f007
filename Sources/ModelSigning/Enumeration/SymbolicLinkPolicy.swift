// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What to do about symbolic links in a model (OMS v1.0 §6.1.1).
public enum SymbolicLinkPolicy: Sendable, Hashable, Codable {
    /// A link is an error.
    case refuse
    /// A link to a file inside the model stands for that file; any other link is an error.
    ///
    /// Two stated deviations: the specification only warns about links that leave the model; and other
    /// implementations pass over links to folders, by which unsigned names could be added to a signed model.
    case withinRoot
}
