// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A pattern for paths of targets: `PATHPATTERN` (§4.5).
///
/// `*` stands for any characters, `?` for one, `[abc]`, `[a-z]` and `[!a]` for one of a set; none of them for `/`. A bracket
/// that nothing closes, and a backslash, stand for themselves.
package struct PathPattern: Sendable {
    private let segments: [[Element]]

    private enum Element: Sendable {
        case anything
        case anyCharacter
        case character(Unicode.Scalar)
        case oneOf([ClosedRange<Unicode.Scalar>])
        case noneOf([ClosedRange<Unicode.Scalar>])
    }

    package init(_ text: String) { segments = Self.split(text).map { Self.elements($0) } }

    /// Whether the path has as many segments, and each is like the pattern's.
    package func matches(_ path: String) -> Bool {
        let parts = Self.split(path)
        return parts.count == segments.count && zip(segments, parts).allSatisfy { Self.matches($0, $1) }
    }

    private static func split(_ text: String) -> [ArraySlice<Unicode.Scalar>] {
        Array(text.unicodeScalars).split(separator: "/", omittingEmptySubsequences: false)
    }

    private static func elements(_ text: ArraySlice<Unicode.Scalar>) -> [Element] {
        var elements: [Element] = []
        var rest = text
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": elements.append(.anything)
            case "?": elements.append(.anyCharacter)
            case "[": elements.append(set(&rest) ?? .character(scalar))
            default: elements.append(.character(scalar))
            }
        }
        return elements
    }

    /// Reads a set behind its opening bracket; nil, and nothing read, when nothing closes it.
    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Element? {
        var content = rest
        let isNegated = content.first == "!"
        if isNegated { content.removeFirst() }
        // A bracket that comes first is part of the set.
        guard let end = content.dropFirst().firstIndex(of: "]") else { return nil }
        rest = content[content.index(after: end)...]
        content = content[..<end]
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = content.popFirst() {
            guard content.count >= 2, content.first == "-" else {
                ranges.append(first...first)
                continue
            }
            content.removeFirst()
            if let last = content.popFirst(), first <= last { ranges.append(first...last) }
        }
        return isNegated ? .noneOf(ranges) : .oneOf(ranges)
    }

    /// Whether a segment is like a pattern's. When something does not fit, only the last `*` takes one character more: the time
    /// is at most the product of the lengths.
    private static func matches(_ pattern: [Element], _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var (next, position) = (0, text.startIndex)
        var lastStar: (pattern: Int, text: Int)?
        while position < text.endIndex {
            if next < pattern.count, case .anything = pattern[next] {
                lastStar = (next + 1, position)
                next += 1
            } else if next < pattern.count, matches(pattern[next], text[position]) {
                (next, position) = (next + 1, position + 1)
            } else if let star = lastStar {
                lastStar = (star.pattern, star.text + 1)
                (next, position) = (star.pattern, star.text + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { if case .anything = $0 { true } else { false } }
    }

    private static func matches(_ element: Element, _ scalar: Unicode.Scalar) -> Bool {
        switch element {
        case .anything: false
        case .anyCharacter: true
        case .character(let character): character == scalar
        case .oneOf(let ranges): ranges.contains { $0.contains(scalar) }
        case .noneOf(let ranges): !ranges.contains { $0.contains(scalar) }
        }
    }
}
