// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension TestSigstore {
    /// Takes the instance to another time: what was valid around `now` is valid around a date as long.
    package mutating func move(to date: Date) {
        let interval = date.timeIntervalSince(Self.now)
        for index in authorities.indices {
            authorities[index].root.move(by: interval)
            authorities[index].window.move(by: interval)
            for lower in authorities[index].intermediates.indices {
                authorities[index].intermediates[lower].move(by: interval)
            }
        }
        for index in timestampAuthorities.indices {
            timestampAuthorities[index].root.move(by: interval)
            timestampAuthorities[index].window.move(by: interval)
            timestampAuthorities[index].notBefore += interval
            timestampAuthorities[index].notAfter += interval
            for lower in timestampAuthorities[index].intermediates.indices {
                timestampAuthorities[index].intermediates[lower].move(by: interval)
            }
        }
        for index in certificateLogs.indices { certificateLogs[index].instance.window.move(by: interval) }
        for index in rekorV1.indices { rekorV1[index].instance.window.move(by: interval) }
        for index in rekorV2.indices { rekorV2[index].instance.window.move(by: interval) }
    }
}

extension TestCA {
    fileprivate mutating func move(by interval: TimeInterval) {
        notBefore += interval
        notAfter += interval
    }
}

extension TestWindow {
    fileprivate mutating func move(by interval: TimeInterval) {
        (start, end) = (start.map { $0 + interval }, end.map { $0 + interval })
    }
}
