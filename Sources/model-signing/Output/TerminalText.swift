// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Text from models, signatures and certificates, made safe for terminals and logs: what would be obeyed is shown.
///
/// Control characters (C0, C1, ESC, newlines), bidirectional and other invisible format characters, and line
/// separators become `\u{1B}` and the like. So do the marks by which build services recognise commands in a log:
/// `##` anywhere, and `::` at the start.
enum TerminalText {
    /// More than any path or name has; what is longer is cut.
    private static let maximumScalarCount = 8192

    /// One line without anything that a terminal or a log would act on.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var previous: Unicode.Scalar?
        var isAtStart = true
        for scalar in text.unicodeScalars.prefix(maximumScalarCount) {
            let isCommandMark = (scalar == "#" && previous == "#") || (scalar == ":" && isAtStart)
            if isCommandMark || mustBeShown(scalar) {
                result += "\\u{\(hexadecimal(scalar))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
            isAtStart = isAtStart && scalar.properties.isWhitespace
            previous = scalar
        }
        return text.unicodeScalars.count > maximumScalarCount ? result + "…" : result
    }

    /// The same for text that this tool wrapped into lines itself.
    static func escapingLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
            .joined(separator: "\n")
    }

    /// The same for JSON, where the places in question can only be inside strings.
    static func escapedJSON(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if (scalar == "#" && previous == "#") || (scalar != "\n" && mustBeShown(scalar)) {
                for unit in UTF16.encode(scalar) ?? .init() {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return result
    }

    private static func mustBeShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return true
        default: return false
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16, uppercase: true)
    }
}
