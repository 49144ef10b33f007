// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Strings an attacker chooses, and what must never be seen of them.
enum UntrustedText {
    /// File names that would recolour the terminal, reorder text, or forge lines and commands in a CI log.
    static let fileNames = [
        "esc\u{1B}[31mred", "bell\u{7}\u{8}\u{7F}", "return\rINJECTED", "new\nINJECTED", "crlf\r\nINJECTED",
        "new\n::error::x", "c1\u{9B}31m\u{85}INJECTED", "bidi\u{202E}gpj\u{2066}", "line\u{2028}INJECTED",
        "paragraph\u{2029}INJECTED", "zero\u{200B}width\u{FEFF}", "tag\u{E0041}", "::error::x", "  ::warning::x",
        "\u{3000}::error::x", "\u{A0}\u{2003}::error::x", "##[error]x", "a ##vso[task.complete]x", "###[error]",
        "quote\"back\\slash", "é", "日本",
    ]

    /// Fails where `text` would be obeyed by a terminal or by a build service that reads it as a log.
    static func expectHarmless(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for scalar in text.unicodeScalars where scalar != "\n" {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                Issue.record("raw U+\(String(scalar.value, radix: 16)) in: \(text)", sourceLocation: sourceLocation)
            default: break
            }
        }
        for line in text.unicodeScalars.split(separator: "\n") {
            let start = String(Substring(line.drop { $0.properties.isWhitespace }))
            #expect(!start.hasPrefix("::"), "a workflow command: \(line)", sourceLocation: sourceLocation)
            #expect(!start.hasPrefix("INJECTED"), "a forged line: \(line)", sourceLocation: sourceLocation)
        }
        #expect(!text.contains("##["), "a pipeline command: \(text)", sourceLocation: sourceLocation)
        #expect(!text.contains("##vso["), "a pipeline command: \(text)", sourceLocation: sourceLocation)
    }
}
