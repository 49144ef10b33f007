// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

/// Where ``DigestCache`` looks for the folder of the current user.
@Suite struct CurrentUserTests {
    #if canImport(Darwin)
    private static let folders: [([String: String], String?)] = [
        (["HOME": "/Users/me"], "/Users/me/Library/Caches/model-signing"),
        (["HOME": "/Users/me", "XDG_CACHE_HOME": "/x"], "/Users/me/Library/Caches/model-signing"),
    ]
    #else
    private static let folders: [([String: String], String?)] = [
        (["HOME": "/home/me"], "/home/me/.cache/model-signing"),
        (["HOME": "/home/me", "XDG_CACHE_HOME": "/x"], "/x/model-signing"),
        (["XDG_CACHE_HOME": "/x"], "/x/model-signing"),
        (["HOME": "/home/me", "XDG_CACHE_HOME": "x"], "/home/me/.cache/model-signing"),
        (["HOME": "/home/me", "XDG_CACHE_HOME": ""], "/home/me/.cache/model-signing"),
    ]
    #endif

    @Test(arguments: folders)
    func `is in the user's folder for caches`(_ environment: [String: String], _ folder: String?) {
        #expect(DigestCache(environment: { environment[$0] })?.folder == folder)
    }

    @Test(arguments: [[:], ["HOME": ""], ["HOME": "me"], ["HOME": "~"], ["XDG_CACHE_HOME": "x"]])
    func `is nowhere without a home`(_ environment: [String: String]) {
        #expect(DigestCache(environment: { environment[$0] }) == nil)
    }

    @Test func `is where the environment says`() {
        #expect(DigestCache.ofCurrentUser?.folder.hasSuffix("/model-signing") != false)
    }
}
