// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import TextEncodings

/// One regular file of a model as it was listed.
package struct ModelFile: Sendable {
    /// The name it is signed under.
    let name: ResourceName
    /// Where its content is, from the root, through no link: the name itself unless that is a link.
    let path: String
    /// What it was when it was listed.
    let state: FileState
}

/// The files of a model, sorted by name (OMS v1.0 §6.1).
package struct ModelFiles: Sendable {
    package internal(set) var files: [ModelFile] = []
    /// What cannot be a resource.
    package internal(set) var unsignable: [UnsignableEntry] = []
    /// What is there and was left out, without what is below it.
    package internal(set) var excluded: [ResourceName] = []

    /// What a listing is for.
    enum Purpose {
        case signing
        /// Everything in the model is to be accounted for by these names.
        case verifying([ResourceName])
        /// Only these names matter; nothing else in the model is looked at.
        case verifyingOnly([ResourceName])
    }

    /// An empty listing.
    init() {}

    /// Lists the model's files.
    ///
    /// - Throws: ``ModelSigningError`` with `noModel`; `CancellationError`.
    init(
        of model: ModelLocation,
        excluding rules: ExclusionRules,
        links: SymbolicLinkPolicy,
        for purpose: Purpose = .signing,
        cancellation: Cancellation = Cancellation()
    ) throws {
        if let fileName = model.fileName {
            try addOnlyFile(fileName, of: model)
        } else {
            var walk = FolderWalk(root: model.root, rules: rules, links: links, purpose: purpose)
            try walk.run(cancellation)
            self = walk.found
            files.sort { $0.name < $1.name }
            unsignable.sort { $0.path.hasBytesBefore($1.path) }
        }
    }

    /// A model that is one file. A link is refused: its name would be signed with another file's content.
    private mutating func addOnlyFile(_ name: ResourceName, of model: ModelLocation) throws(ModelSigningError) {
        let state: FileState
        do throws(SystemFileError) {
            state = try model.root.state(of: name.path)
        } catch {
            throw ModelSigningError(noModelAt: name.path, error)
        }
        switch state.kind {
        case .regular: files.append(ModelFile(name: name, path: name.path, state: state))
        case .link: unsignable.append(UnsignableEntry(path: name.path, reason: .symbolicLink))
        default: unsignable.append(UnsignableEntry(path: name.path, reason: .specialFile))
        }
    }
}
