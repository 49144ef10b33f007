// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension WebAddress {
    private static let shownByteCount = 300

    /// The URL for a message: without user information, query or fragment, and no longer than a few lines.
    package var shown: String { Self.shown(text) }

    /// The same of a text that may not be a URL.
    package static func shown(_ text: String) -> String {
        var (start, rest) = ("", text[...])
        if let separator = text.firstRange(of: "://") {
            (start, rest) = (String(text[..<separator.upperBound]), text[separator.upperBound...])
        }
        // What stands before an @ may be a password, with whatever characters in it.
        if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
            (start, rest) = (start + "…", rest[at...])
        }
        let place = rest.prefix { $0 != "?" && $0 != "#" }
        let shown = start + place + (place.endIndex < rest.endIndex ? "?…" : "")
        guard shown.utf8.count > shownByteCount else { return shown }
        return String(decoding: shown.utf8.prefix(shownByteCount), as: UTF8.self) + "…"
    }
}
