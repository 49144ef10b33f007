// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// Key and certificate files that the command line names.
enum InputFile {
    /// Larger than any file of keys or certificates, the system's bundle of roots included.
    static let maximumByteCount = 4 << 20

    static func read(
        _ path: String,
        describedAs noun: String,
        maximumByteCount: Int = Self.maximumByteCount
    ) throws -> [UInt8] {
        do {
            return try SmallFile.read(path, .regularOrPipe, maximumByteCount: maximumByteCount)
        } catch {
            throw UsageError("the \(noun) cannot be used: \(error)")
        }
    }

    /// Adds the file's name to an error about its content.
    static func naming<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError("'\(path)': \(error)")
        }
    }
}
