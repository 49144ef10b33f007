// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// One X.509 extension.
package struct TestExtension: Sendable {
    package var identifier: String
    package var critical: Bool
    /// The content of `extnValue`.
    package var value: [UInt8]

    package init(_ identifier: String, critical: Bool = false, _ value: [UInt8]) {
        (self.identifier, self.critical, self.value) = (identifier, critical, value)
    }

    var der: [UInt8] {
        TestDER.sequence(
            TestDER.identifier(identifier),
            critical ? TestDER.boolean(true) : [],
            TestDER.octets(value)
        )
    }

    package static let codeSigning = "1.3.6.1.5.5.7.3.3"
    package static let timeStamping = "1.3.6.1.5.5.7.3.8"

    /// The first eight bits of key usage: digitalSignature is 0x80, keyCertSign 0x04, cRLSign 0x02.
    package static func keyUsage(_ bits: UInt8, critical: Bool = true) -> Self {
        Self("2.5.29.15", critical: critical, TestDER.bits([bits], unused: UInt8(min(bits.trailingZeroBitCount, 7))))
    }

    package static func extendedKeyUsage(_ usages: [String], critical: Bool = false) -> Self {
        Self("2.5.29.37", critical: critical, TestDER.sequence(usages.map(TestDER.identifier)))
    }

    package static func basicConstraints(isAuthority: Bool, pathLength: Int? = nil) -> Self {
        let content = (isAuthority ? TestDER.boolean(true) : []) + (pathLength.map { TestDER.integer($0) } ?? [])
        return Self("2.5.29.19", critical: true, TestDER.sequence(content))
    }

    package static func subjectKeyIdentifier(_ identifier: [UInt8]) -> Self {
        Self("2.5.29.14", TestDER.octets(identifier))
    }

    package static func authorityKeyIdentifier(_ identifier: [UInt8]) -> Self {
        Self("2.5.29.35", TestDER.sequence(TestDER.primitive(0, identifier)))
    }

    package static func alternativeNames(_ names: [TestName], critical: Bool) -> Self {
        Self("2.5.29.17", critical: critical, TestDER.sequence(names.map(\.der)))
    }

    /// Fulcio's extension 1.3.6.1.4.1.57264.1.`number`: bare text up to 6, a UTF8String from 8 on.
    package static func fulcio(_ number: Int, _ text: String) -> Self {
        Self("1.3.6.1.4.1.57264.1.\(number)", number < 7 ? Array(text.utf8) : TestDER.utf8(text))
    }
}

/// A name that a certificate is for.
package enum TestName: Sendable, Hashable {
    case uri(String)
    case email(String)
    case dns(String)
    /// An otherName of type 1.3.6.1.4.1.57264.1.7.
    case other(String)

    package var text: String {
        switch self {
        case .uri(let text), .email(let text), .dns(let text), .other(let text): text
        }
    }

    var der: [UInt8] {
        switch self {
        case .uri(let text): TestDER.primitive(6, Array(text.utf8))
        case .email(let text): TestDER.primitive(1, Array(text.utf8))
        case .dns(let text): TestDER.primitive(2, Array(text.utf8))
        case .other(let text):
            TestDER.context(
                0,
                TestDER.identifier("1.3.6.1.4.1.57264.1.7") + TestDER.context(0, TestDER.utf8(text))
            )
        }
    }
}
