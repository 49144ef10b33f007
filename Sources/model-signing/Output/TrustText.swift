// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whom an instance trusts, in words.
enum TrustText {
    static func lines(_ report: TrustReport) -> [String] {
        var lines = ["\(report.instance)" + (report.instance == report.repository ? "" : ", \(report.repository)")]
        if let date = report.refreshed { lines.append("  refreshed    \(time(date))") }
        if let date = report.carriedSince {
            lines.append("  refreshed    never: this program carries it since \(time(date))")
        }
        if let metadata = report.metadata {
            lines.append(line("root", metadata.root))
            lines.append(line("timestamp", metadata.timestamp))
            lines.append(line("snapshot", metadata.snapshot))
            lines.append(line("targets", metadata.targets))
        }
        lines += list("certificates", report.certificateAuthorities)
        lines += list("logged by", report.certificateTransparencyLogs)
        lines += list("signatures", report.transparencyLogs)
        lines += list("time", report.timestampAuthorities)
        if let cache = report.cache { lines.append("  cache        \(cache)") }
        return lines.map(TerminalText.escaped)
    }

    private static func line(_ name: String, _ role: TrustReport.Role) -> String {
        "  \(padded(name)) version \(role.version), expires \(time(role.expires))"
    }

    private static func list(_ name: String, _ services: [TrustReport.Service]) -> [String] {
        services.enumerated().map { index, service in
            "  \(padded(index == 0 ? name : "")) \(service.address.isEmpty ? "(no address)" : service.address), \(period(of: service))"
        }
    }

    private static func period(of service: TrustReport.Service) -> String {
        if let reason = service.unusable { return "cannot be used: \(reason)" }
        let from = service.from.map { "from \(day($0))" } ?? "from the beginning"
        return service.until.map { "\(from) to \(day($0))" } ?? from
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 12 - name.count))
    }

    private static func time(_ date: Date) -> String { date.formatted(.iso8601) }
    private static func day(_ date: Date) -> String { String(time(date).prefix(10)) }
}
