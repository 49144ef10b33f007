// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import FuzzTargets

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What libFuzzer, which brings `main`, calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        _ = try CallingThread.run { () throws(BrokenProperty) in try await target.run(input) }
    } catch {
        fatalError("does not hold: \(error)")
    }
    return 0
}

/// The parser that the environment names; without that, the one that the program is named after, so that a service
/// that runs one program a parser, as OSS-Fuzz does, takes copies of this one.
private let target: FuzzTarget = {
    let program = CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? ""
    let name = environment("MODEL_SIGNING_FUZZ_TARGET") ?? program
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        fatalError("MODEL_SIGNING_FUZZ_TARGET is '\(name)', and not one of \(names)")
    }
    return target
}()

private func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
