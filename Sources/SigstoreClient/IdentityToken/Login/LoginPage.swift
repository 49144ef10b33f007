// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The last page of a login.
public struct LoginPage: Sendable, Hashable {
    /// Whether somebody is logged in.
    public let isSuccess: Bool
    /// A page of HTML in UTF-8, with neither scripts nor anything to load.
    public let html: [UInt8]

    /// All went well.
    static let success = LoginPage(
        isSuccess: true,
        title: "You are logged in",
        "You can close this window, and go on where you came from."
    )

    /// Something went wrong.
    static func failure(_ reason: String) -> LoginPage {
        LoginPage(
            isSuccess: false,
            title: "You are not logged in",
            reason,
            "You can close this window, and try again where you came from."
        )
    }

    private init(isSuccess: Bool, title: String, _ paragraphs: String...) {
        self.isSuccess = isSuccess
        let text = paragraphs.map { "<p>\(Self.escaped($0))</p>\n" }.joined()
        html = Array(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(Self.escaped(title))</title>
            </head>
            <body>
            <h1>\(Self.escaped(title))</h1>
            \(text)</body>
            </html>

            """.utf8
        )
    }

    /// Text that no browser takes for markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\0"..." ", "\u{7F}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
