// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The browser of whoever runs this tool.
struct Browser {
    /// Programs and their arguments, each to be tried; `%s` stands for the page, which comes last otherwise.
    private let commands: [[String]]

    /// As `BROWSER` names it (commands between colons), otherwise the one that the desktop opens; nil when there is no
    /// desktop.
    init?(environment: [String: String]) {
        let named = (environment["BROWSER"] ?? "").split(separator: ":")
            .map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
        if !named.isEmpty {
            commands = named
            return
        }
        #if canImport(Darwin)
        commands = [["/usr/bin/open"]]
        #else
        let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false }
        guard hasDesktop else { return nil }
        commands = [["xdg-open"]]
        #endif
    }

    /// Opens a page, and does not wait; `false` when no program could be started.
    ///
    /// No shell reads the page's URL.
    func open(_ page: URL) -> Bool {
        let url = page.absoluteString
        return commands.contains { command in
            let words = command.map { $0.replacing("%s", with: url) }
            return ChildProgram.startDetached(words == command ? command + [url] : words)
        }
    }
}
