// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning

/// A failure in words, with every file that is to blame.
enum FailureText {
    /// How many names of a kind are listed.
    static let maximumListedCount = 20

    static func write(_ error: any Error) {
        Console.write(lines(for: error).map { $0 + "\n" }.joined(), to: .error)
    }

    static func lines(for error: any Error) -> [String] {
        let head = "error: " + TerminalText.escaped("\(error)")
        guard let difference = (error as? ModelSigningError)?.difference else { return [head] }
        return [head] + lines(for: difference)
    }

    private static func lines(for difference: ManifestDifference) -> [String] {
        var lines: [String] = []
        lines += list("changed", difference.changed) {
            [$0.name, "signed " + $0.expected, "found  " + $0.found]
        }
        lines += list("missing", difference.missing) { [$0.path] }
        lines += list("not signed", difference.unsigned) { [$0.path] }
        lines += list("not allowed", difference.unsignable) { [$0.description] }
        lines += list("unreadable", difference.unreadable) { [$0.name, $0.reason] }
        lines += list("changed while hashing", difference.changedWhileHashing) { [$0.name, $0.reason] }
        lines.append("Do not use it: get the model again from where it was signed, and remove what you did not expect.")
        if !difference.unsigned.isEmpty {
            lines.append("Files that you put there yourself can be named with --ignore-paths.")
        }
        return lines
    }

    private static func list<Element>(
        _ label: String,
        _ elements: [Element],
        _ texts: (Element) -> [String]
    ) -> [String] {
        var lines: [String] = []
        for element in elements.prefix(maximumListedCount) {
            let texts = texts(element).map(TerminalText.escaped)
            lines.append("  \(label): \(texts[0])")
            lines += texts.dropFirst().map { "      " + $0 }
        }
        let more = elements.count - maximumListedCount
        if more > 0 { lines.append("  \(label): and \(more) more") }
        return lines
    }
}
