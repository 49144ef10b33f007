// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import StrictJSON
import Testing

@Suite struct DSSEEnvelopeTests {
    private let good = #"{"payload":"aGk=","payloadType":"text/plain","signatures":[{"sig":"+/8=","keyid":"k"}]}"#
    private let value = DSSEEnvelope(
        payload: Array("hi".utf8),
        payloadType: "text/plain",
        signatures: [DSSEEnvelope.Signature(sig: [0xFB, 0xFF], keyID: "k")]
    )

    @Test func `reads and writes DSSE's spelling`() throws {
        #expect(try envelope(good) == value)
        #expect(String(decoding: value.json.serialized(), as: UTF8.self) == good)
    }

    @Test(arguments: [
        #"{"payload":"aGk","payloadType":"text/plain","signatures":[{"sig":"+/8","keyid":"k"}]}"#,
        #"{"payload":"aGk","payloadType":"text/plain","signatures":[{"sig":"-_8","keyid":"k"}]}"#,
        #"{"payload":"aGk=","payload_type":"text/plain","signatures":[{"sig":"-_8=","keyid":"k"}]}"#,
        #"{"payload":"aGk=","payload_type":"text/plain","signatures":[{"keyid":"\u006b","sig":"-_8="}]}"#,
    ])
    func `reads what protocol buffers may write`(_ text: String) throws {
        #expect(try envelope(text) == value)
    }

    @Test(arguments: [#""#, #","keyid":"""#, #","keyid":null"#])
    func `takes an absent, null or empty keyid for none`(_ keyID: String) throws {
        let text = #"{"payload":"","payloadType":"t","signatures":[{"sig":"AA=="\#(keyID)}]}"#
        let read = try envelope(text)
        #expect(read.signatures == [DSSEEnvelope.Signature(sig: [0])])
        #expect(String(decoding: read.json.serialized(), as: UTF8.self).contains(#""keyid":"""#))
        #expect(try DSSEEnvelope(json: read.json, path: "") == read)
    }

    @Test(arguments: [
        #"[]"#,
        #"{}"#,
        #"{"payloadType":"t","signatures":[]}"#,
        #"{"payload":"","signatures":[]}"#,
        #"{"payload":"","payloadType":"t"}"#,
        #"{"payload":null,"payloadType":"t","signatures":[]}"#,
        #"{"payload":[],"payloadType":"t","signatures":[]}"#,
        #"{"payload":"","payloadType":null,"signatures":[]}"#,
        #"{"payload":"","payloadType":"t","signatures":null}"#,
        #"{"payload":"","payloadType":"t","signatures":{}}"#,
        #"{"payload":"a","payloadType":"t","signatures":[]}"#,
        #"{"payload":"a b=","payloadType":"t","signatures":[]}"#,
        #"{"payload":"+_==","payloadType":"t","signatures":[]}"#,
        #"{"payload":"","payloadType":1,"signatures":[]}"#,
        #"{"payload":"","payloadType":"t","payload_type":"t","signatures":[]}"#,
        #"{"payload":"","payloadType":"t","signatures":[],"extra":null}"#,
        #"{"payload":"","payloadType":"t","signatures":["AA=="]}"#,
        #"{"payload":"","payloadType":"t","signatures":[null]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{}]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{"sig":null}]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{"keyid":"k"}]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{"sig":"?"}]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{"sig":"","keyid":1}]}"#,
        #"{"payload":"","payloadType":"t","signatures":[{"sig":"","cert":""}]}"#,
    ])
    func `rejects an envelope of any other shape`(_ text: String) {
        let error = #expect(throws: AttestationError.self) { try envelope(text) }
        #expect(error?.code == .malformedEnvelope)
        #expect(error?.cause is JSONError)
    }

    @Test func `names the path of what it rejects`() throws {
        let text = #"{"payload":"","payloadType":"t","signatures":[{"sig":""},{}]}"#
        let json = try JSONValue(parsing: Array(text.utf8))
        let error = #expect(throws: AttestationError.self) { try DSSEEnvelope(json: json, path: "dsseEnvelope") }
        #expect(error?.description.contains("dsseEnvelope.signatures[1].sig is missing") == true)
    }

    @Test func `accepts the maximum number of signatures and rejects one more`() throws {
        let signature = DSSEEnvelope.Signature(sig: [1])
        func json(_ count: Int) -> JSONValue {
            let signatures = Array(repeating: signature, count: count)
            return DSSEEnvelope(payload: [], payloadType: "t", signatures: signatures).json
        }
        _ = try DSSEEnvelope(json: json(DSSEEnvelope.maximumSignatureCount), path: "")
        let error = #expect(throws: AttestationError.self) {
            try DSSEEnvelope(json: json(DSSEEnvelope.maximumSignatureCount + 1), path: "")
        }
        #expect(error?.code == .malformedEnvelope)
    }

    @Test func `has an only signature when there is exactly one`() throws {
        #expect(try value.onlySignature() == value.signatures[0])
        let none = #expect(throws: AttestationError.self) { try signed(0).onlySignature() }
        #expect(none?.code == .noSignature)
        let several = #expect(throws: AttestationError.self) { try signed(2).onlySignature() }
        #expect(several?.code == .severalSignatures)
    }

    @Test func `encodes what its signatures cover`() {
        #expect(value.preAuthenticationEncoding == Array("DSSEv1 10 text/plain 2 hi".utf8))
    }

    @Test func `compares strings by bytes`() {
        func envelope(_ type: String) -> DSSEEnvelope { DSSEEnvelope(payload: [], payloadType: type, signatures: []) }
        func signature(_ keyID: String?) -> DSSEEnvelope.Signature { DSSEEnvelope.Signature(sig: [], keyID: keyID) }
        #expect(envelope("\u{e9}") != envelope("e\u{301}"))
        #expect(signature("\u{e9}") != signature("e\u{301}"))
        #expect(signature(nil) != signature("k"))
    }

    @Test func `rejects every prefix of an envelope and survives any flipped bit`() throws {
        let bytes = Array(good.utf8)
        for index in bytes.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<index])) }
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let json = try? JSONValue(parsing: flipped),
                    let read = try? DSSEEnvelope(json: json, path: "")
                else { continue }
                #expect(try DSSEEnvelope(json: read.json, path: "") == read)
                #expect(read != value)
            }
        }
    }

    private func envelope(_ text: String) throws -> DSSEEnvelope {
        try DSSEEnvelope(json: JSONValue(parsing: Array(text.utf8)), path: "")
    }

    private func signed(_ count: Int) -> DSSEEnvelope {
        let signature = DSSEEnvelope.Signature(sig: [1])
        return DSSEEnvelope(payload: [], payloadType: "t", signatures: Array(repeating: signature, count: count))
    }
}
