// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Makes the spellings of other implementations' flags into this one's, before they are parsed.
enum Arguments {
    /// Options whose next argument is a value, whatever it looks like.
    private static let valueOptions: Set<String> = [
        "--signature", "--ignore-paths", "--private-key", "--password", "--signing-certificate", "--certificate-chain",
        "--public-key", "--certificate-identity", "--format", "--log-level", "--serialization", "--shard-size",
        "--identity", "--identity-pattern", "--identity-provider", "--certificate-claim", "--trust-config", "--bundle",
        "--reuse", "--instance", "--tls-ca", "--url", "--root", "--identity-token", "--identity-token-file",
        "--client-id",
        "--client-secret", "--type", "--output",
    ]
    private static let switches: Set<String> = [
        "--ignore-git-paths", "--allow-symlinks", "--ignore-unsigned-files", "--log-fingerprints", "--system-roots",
        "--allow-expired-certificate", "--use-staging", "--rsa-pss", "--offline", "--allow-plain-http",
        "--use-ambient-credentials", "--oauth-force-oob", "--oauth-device", "--in-toto",
        "--no-password",
    ]

    /// Turns underscores in flag names into hyphens, and `--flag=false` into what it means.
    ///
    /// Nothing after `--`, after `=`, or in the place of a value is touched.
    ///
    /// - Throws: `UsageError` for several letters behind one hyphen. The parser would take `-dash` for `-d -a -s -h`,
    ///   show the help and succeed, and a path of that name would seem verified.
    static func normalized(_ arguments: [String]) throws(UsageError) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--"), argument.utf8.count > 2 else {
                guard !argument.hasPrefix("-") || argument.utf8.count <= 2 else {
                    throw UsageError("'\(argument)' is no option: a path that begins with '-' goes after '--'")
                }
                result.append(argument)
                if argument == "--" { return result + rest }
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0].map { $0 == "_" ? "-" : $0 })
            guard parts.count == 1 else {
                result += withValue(name, String(parts[1]))
                continue
            }
            result.append(name)
            if valueOptions.contains(name), let value = rest.popFirst() { result.append(value) }
        }
        return result
    }

    /// Whether nothing but help (or the version) was asked for, right behind the names of commands.
    ///
    /// A script that passes a model of the name `--help` behind other arguments must not see success.
    static func askOnlyForHelp(_ arguments: [String]) -> Bool {
        let commands = Set(["help"] + names(below: ModelSigningTool.self))
        let question = arguments.first { !commands.contains($0) }
        return question == nil || question == arguments.last || question?.hasPrefix("--generate") == true
    }

    private static func names(below command: any ParsableCommand.Type) -> [String] {
        command.configuration.subcommands.flatMap { [$0._commandName] + names(below: $0) }
    }

    private static func withValue(_ name: String, _ value: String) -> [String] {
        // The parser would take the next argument for the value of `--identity=`, which an unset variable makes.
        if value.isEmpty, valueOptions.contains(name) { return [name, ""] }
        guard switches.contains(name) else { return ["\(name)=\(value)"] }
        switch value {
        case "true": return [name]
        case "false": return name == "--ignore-git-paths" ? ["--no-ignore-git-paths"] : []
        default: return ["\(name)=\(value)"]
        }
    }
}
