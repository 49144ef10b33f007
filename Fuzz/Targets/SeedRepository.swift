// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The TUF repository whose metadata the seeds are: `RepositorySeeds` wrote this.
enum SeedRepository {
    static let root = #"""
        {"signatures":[{"keyid":"558afee9827d97919dc4a9df398429141ab7953b1e23943d4ec217725216f14d","sig":"30\#
        4502210089d538c2cfa6a3d535fec8bac747df0365a0760697db7f896bbf2aa96cdc17f702201595d03261e43b343aa81eec\#
        6e19a92e0a8448114ec52a1906550ebe9d5be463"}],"signed":{"_type":"root","spec_version":"1.0.31","versio\#
        n":1,"expires":"2026-06-15T15:06:40Z","consistent_snapshot":true,"keys":{"558afee9827d97919dc4a9df39\#
        8429141ab7953b1e23943d4ec217725216f14d":{"keytype":"ecdsa","scheme":"ecdsa-sha2-nistp256","keyval":{\#
        "public":"04c11e67e8e26d874df53ff925a58827cdb39eeb38b3f1376d2028dc94ca49794ce85c33137d925ed20d85c64d\#
        ef0567405c7311351e4f6a664f7754525fdd492d"}},"37422d5a5f4610c23678b9ae3e8092f8f0af74b0035aa6a05cf871a\#
        6e93aba1c":{"keytype":"ecdsa","scheme":"ecdsa-sha2-nistp256","keyval":{"public":"04beb440d38fd806a2e\#
        113a44f5771e6c84b5885d543a0479e15698592dd4a88287d3a64e159ea157aaf21202e8711be7fce2d4d1d76b89cd37d6b3\#
        896e6e94d3f"}},"6e93d62262f01e79f0e933157fa475b72b1668f1116437effd18c07c279f0d6e":{"keytype":"ecdsa"\#
        ,"scheme":"ecdsa-sha2-nistp256","keyval":{"public":"0438f82b2e951a44df21f3a1d1d98b760a9f64e706a9e7c2\#
        97d9b807d178cc3a64367dc9c77572228f77cb5b0db71b84a9e121860b70605bf124c41323eed55d19"}},"54c0adcdce2b3\#
        2b004820182c90f3673b130237aa5d75f834a8401279a6df617":{"keytype":"ecdsa","scheme":"ecdsa-sha2-nistp25\#
        6","keyval":{"public":"04c55fede8f2ad262d9cc5e6c666cdce81a17a41d89dea4d392aa66519f1df126afe17a088e47\#
        297ef86e42bbff7b85a92a15c460ced8b60de6c204d89135bff67"}}},"roles":{"root":{"keyids":["558afee9827d97\#
        919dc4a9df398429141ab7953b1e23943d4ec217725216f14d"],"threshold":1},"timestamp":{"keyids":["37422d5a\#
        5f4610c23678b9ae3e8092f8f0af74b0035aa6a05cf871a6e93aba1c"],"threshold":1},"snapshot":{"keyids":["6e9\#
        3d62262f01e79f0e933157fa475b72b1668f1116437effd18c07c279f0d6e"],"threshold":1},"targets":{"keyids":[\#
        "54c0adcdce2b32b004820182c90f3673b130237aa5d75f834a8401279a6df617"],"threshold":1}}}}
        """#

    static let timestamp = #"""
        {"signatures":[{"keyid":"37422d5a5f4610c23678b9ae3e8092f8f0af74b0035aa6a05cf871a6e93aba1c","sig":"30\#
        45022100e41ace2fab142ea27bbaaa25ead554e7a60843c8c8b8686feeff6b0e693b5dd902204e6ee0119b403c470279c591\#
        992016a1ebdf17520ab4a520d85a2b85979300c2"}],"signed":{"_type":"timestamp","spec_version":"1.0.31","v\#
        ersion":1,"expires":"2025-06-22T15:06:40Z","meta":{"snapshot.json":{"version":1,"length":479,"hashes\#
        ":{"sha256":"77fe57875efd714f729fa5d3ed203849e4ae1edd966d1d5228b39454952e36e7"}}}}}
        """#

    static let snapshot = #"""
        {"signatures":[{"keyid":"6e93d62262f01e79f0e933157fa475b72b1668f1116437effd18c07c279f0d6e","sig":"30\#
        4402201bd2eb3cac7dae1ce173bfe581742e5a001d2cfe6be25740ebec007990b9ca230220394cef17b827fd6ca5d59caf92\#
        4c0347acb8bcd28d27909c70d3fb0bbe00c304"}],"signed":{"_type":"snapshot","spec_version":"1.0.31","vers\#
        ion":1,"expires":"2025-07-06T15:06:40Z","meta":{"targets.json":{"version":1,"length":490,"hashes":{"\#
        sha256":"9a863974217324028162eff82f4dfbd9cf83dd3674a34f043fa24bb6d4493bd3"}}}}}
        """#

    static let targets = #"""
        {"signatures":[{"keyid":"54c0adcdce2b32b004820182c90f3673b130237aa5d75f834a8401279a6df617","sig":"30\#
        45022100d7985e1bb1c12a6ec63b9c52c4f1d494af86b9efeb31159b61bdc3521530b5fc0220660bf7c3a6dc7b11aad625c0\#
        0cf10d519ee7a13e529cb55b0bfb1c749dd86069"}],"signed":{"_type":"targets","spec_version":"1.0.31","ver\#
        sion":1,"expires":"2026-06-15T15:06:40Z","targets":{"a/b.tgz":{"length":5,"hashes":{"sha256":"a39bf0\#
        d387c9e7c1bdabf58cee39ccd756e9e3c023a877034b470693dc69b168"},"custom":{"usage":"fuzz"}}}}}
        """#
}
