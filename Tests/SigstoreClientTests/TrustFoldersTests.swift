// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import Testing

@Suite struct TrustFoldersTests {
    @Test func `are where the platform keeps such files`() throws {
        #expect(folders([:]) == nil)
        #expect(folders(["HOME": "relative"]) == nil)
        let home = try #require(folders(["HOME": "/home/me"]))
        #if canImport(Darwin)
        #expect(home.cache == "/home/me/Library/Caches/model-signing/trust")
        #expect(home.instances == "/home/me/Library/Application Support/model-signing/instances")
        #else
        #expect(home.cache == "/home/me/.cache/model-signing/trust")
        #expect(home.instances == "/home/me/.local/share/model-signing/instances")
        let relative = ["HOME": "/home/me", "XDG_CACHE_HOME": "c", "XDG_DATA_HOME": "d"]
        #expect(folders(relative) == home)
        let named = try #require(folders(["HOME": "/home/me", "XDG_CACHE_HOME": "/c", "XDG_DATA_HOME": "/d"]))
        #expect(named.cache == "/c/model-signing/trust")
        #expect(named.instances == "/d/model-signing/instances")
        #endif
    }

    private func folders(_ environment: [String: String]) -> TrustFolders? { TrustFolders { environment[$0] } }
}
