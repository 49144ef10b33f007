// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestServices
import Testing

@Suite struct FaultTests {
    @Test func `a fault lasts as often as it is told to`() async throws {
        let client = Client(try TestSigstoreDesk())
        client.desk.fail(.rekorV2, .status(503, retryAfter: 1), times: 2)
        let statuses = [try await log(client), try await log(client), try await log(client)]
        #expect(statuses == [503, 503, 201])
        client.desk.fail(.rekorV2, .status(500))
        #expect(try await log(client) == 500)
        client.desk.heal(.rekorV2)
        #expect(try await log(client) == 201)
    }

    private func log(_ client: Client) async throws -> Int {
        try await client.logInV2(Array(UUID().uuidString.utf8)).status
    }

    @Test(arguments: [
        (TestServiceFault.down, TransportError.Code.brokenConnection), (.silent, .timedOut),
        (.truncated, .brokenConnection), (.endless, .tooLong), (.lost, .brokenConnection),
    ])
    func `what is no reply is an error of the transport`(_ fault: TestServiceFault, _ code: TransportError.Code)
        async throws
    {
        let client = Client(try TestSigstoreDesk())
        client.desk.fail(.rekorV1, fault)
        let artifact = Array("an artifact".utf8)
        let signature = try client.key.sign(artifact)
        let error = await #expect(throws: TransportError.self) {
            _ = try await client.logInV1(artifact, signature: signature)
        }
        #expect(error?.code == code)
        client.desk.heal()
        // The work may have been done all the same.
        let isDone = ![.down, .silent].contains(fault)
        #expect(try await client.logInV1(artifact, signature: signature).status == (isDone ? 409 : 201))
    }

    @Test func `time passes for all services while one of them works`() async throws {
        let client = Client(try TestSigstoreDesk())
        client.desk.fail(.rekorV1, .taking(700), times: 1)
        _ = try await client.logInV1([1])
        #expect(client.desk.now == TestSigstore.now + 700)
    }

    @Test(arguments: TestService.allCases)
    func `each fault has a name of its own that is read back`(_ service: TestService) throws {
        let faults = TestServiceFault.all(for: service)
        #expect(Set(faults).count == faults.count)
        for fault in faults { #expect(TestServiceFault(fault.name) == fault) }
    }

    @Test(
        arguments: [TestService.rekorV1, .rekorV2],
        [
            TestServiceFault.otherRequest, .otherBody, .otherLog, .badProof, .staleCheckpoint,
            .wrongCheckpointSignature, .withoutProof, .withoutCheckpoint,
        ]
    )
    func `a log that lies answers as one that does not`(_ service: TestService, _ fault: TestServiceFault) async throws
    {
        let client = Client(try TestSigstoreDesk())
        client.desk.fail(service, fault)
        let artifact = Array("an artifact".utf8)
        let answer = try await service == .rekorV1 ? client.logInV1(artifact) : client.logInV2(artifact)
        #expect(answer.status == 201, "\(answer.message)")
    }

    @Test func `no token is kept of what was asked`() async throws {
        let desk = try TestSigstoreDesk()
        let client = Client(desk)
        _ = try await client.exchange(try client.code())
        #expect(desk.answers == ["GET /auth 303", "POST /token 200"])
        #expect(desk.bodies(of: "/token").isEmpty)
    }
}
