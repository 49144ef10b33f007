// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The instance of Sigstore that witnessed the seeds' signatures, and who made them: `SigstoreSeeds` wrote this.
enum SeedInstance {
    static let artifact = Array("fuzz\n".utf8)
    static let identity = "fuzz@example.com"
    static let issuer = "https://token.actions.githubusercontent.com"

    static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUcSh93jKVKoECCxP3EGSo1vA5JAi
        a1AJNz0Rjd3Z/yp7RFUgTtDQhxklBPQmDO2yFY2iW+SKrnwwCc5NFhN5fg==
        -----END PUBLIC KEY-----
        """

    static let trustedRoot = """
        {"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https:\
        //fuzz-rekor.sigstore.test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYI\
        KoZIzj0DAQcDQgAE6oH0g0EmQgvtsleRqhzkemtscueAbQjlZFdD6GvnjCWVj/LpQ4jEZRlRrXk9teEKL04NnsamWIvX0s3fs/Ou\
        Ow==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2025-05-16T15:06:40Z"}},"logId":{"\
        keyId":"H24X0BCwXK5ghXar9TIqaZ1L8TyfurZP0K2ciWyw4JI="}},{"baseUrl":"https://fuzz-log2025.rekor.sigst\
        ore.test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAH9X1ZmTKkT+GYPsJovDt+H\
        fWRkCCvCIZIVHCdlYU+bI=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-05-16T15:06:40Z"}},"lo\
        gId":{"keyId":"kn1o2kttjffHdeYEtcTZGr+4/nTdflA+xtUq1OzXZsE="}}],"certificateAuthorities":[{"subject"\
        :{"organization":"sigstore.test","commonName":"fuzz-fulcio root"},"uri":"https://fuzz-fulcio.sigstor\
        e.test","certChain":{"certificates":[{"rawBytes":"MIIBpjCCAUygAwIBAgIQQO17UysnBgXGlyjrqMoKZTAKBggqhk\
        jOPQQDAjAzMRYwFAYDVQQKDA1zaWdzdG9yZS50ZXN0MRkwFwYDVQQDDBBmdXp6LWZ1bGNpbyByb290MB4XDTI0MDYxNTE1MDY0MF\
        oXDTM1MDYxMzE1MDY0MFowMzEWMBQGA1UECgwNc2lnc3RvcmUudGVzdDEZMBcGA1UEAwwQZnV6ei1mdWxjaW8gcm9vdDBZMBMGBy\
        qGSM49AgEGCCqGSM49AwEHA0IABMEeZ+jibYdN9T/5JaWIJ82znus4s/E3bSAo3JTKSXlM6FwzE32SXtINhcZN7wVnQFxzETUeT2\
        pmT3dUUl/dSS2jQjBAMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSGrl71yIZDmqKphgUBpt6wm6\
        K8bjAKBggqhkjOPQQDAgNIADBFAiEAtIdkj2Y5/CCh3kWU83Kt1IaSy8px6F50FrZqsNOKAmoCIFPuq6KQ84jnxRqe0ZS/7dtZSO\
        FlSFhei6oSGSc83gt7"}]},"validFor":{"start":"2025-05-16T15:06:40Z"}}],"ctlogs":[{"baseUrl":"https://f\
        uzz-ct.sigstore.test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj\
        0DAQcDQgAEhXwbyDkfOxXA/d7nheKprZk/ibpgt/GCtqIbQOmlv/u47MYHDBNTkVGkEqm8Rvv4LRWk7VMQ09SutcERBDQksg==",\
        "keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2025-05-16T15:06:40Z"}},"logId":{"keyId"\
        :"G+2fP6XlsXKPmdGdCbtwDqDi5b0oPdryZI61oSaZQ0E="}}],"timestampAuthorities":[{"subject":{"organization\
        ":"sigstore.test","commonName":"fuzz-tsa root"},"uri":"https://fuzz-tsa.sigstore.test/api/v1/timesta\
        mp","certChain":{"certificates":[{"rawBytes":"MIIByzCCAXCgAwIBAgIQQIMD5R620ZniZlGodqffmzAKBggqhkjOPQ\
        QDAjAwMRYwFAYDVQQKDA1zaWdzdG9yZS50ZXN0MRYwFAYDVQQDDA1mdXp6LXRzYSByb290MB4XDTI0MTIxNzE1MDY0MFoXDTMwMD\
        UyMDE1MDY0MFowMjEWMBQGA1UECgwNc2lnc3RvcmUudGVzdDEYMBYGA1UEAwwPZnV6ei10c2Egc2lnbmVyMFkwEwYHKoZIzj0CAQ\
        YIKoZIzj0DAQcDQgAEqb0f9qU/KEB+fKnuxnIpye5GuU4XyrJjTl39Sjp4htp+07GZKhtEv6S1gyjgg9CaeGGZahcfGKPzvZc4p6\
        BdJaNqMGgwDgYDVR0PAQH/BAQDAgeAMBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMB0GA1UdDgQWBBTOfuHeJTnvvXt/BCZgj3lw+y\
        R3EzAfBgNVHSMEGDAWgBSGrl71yIZDmqKphgUBpt6wm6K8bjAKBggqhkjOPQQDAgNJADBGAiEA/S8tyVC5KLQ6e8DOIL3tC3/V99\
        x52kwwk0laFprpH3oCIQD7JT0yIXLGf/1LWKL+A+7B+sucnw5sHXIVolCMMq9X2g=="},{"rawBytes":"MIIBoDCCAUagAwIBAg\
        IQQBLbq3BPh/zXOXGZX6M2yTAKBggqhkjOPQQDAjAwMRYwFAYDVQQKDA1zaWdzdG9yZS50ZXN0MRYwFAYDVQQDDA1mdXp6LXRzYS\
        Byb290MB4XDTI0MDYxNTE1MDY0MFoXDTM1MDYxMzE1MDY0MFowMDEWMBQGA1UECgwNc2lnc3RvcmUudGVzdDEWMBQGA1UEAwwNZn\
        V6ei10c2Egcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMEeZ+jibYdN9T/5JaWIJ82znus4s/E3bSAo3JTKSXlM6FwzE3\
        2SXtINhcZN7wVnQFxzETUeT2pmT3dUUl/dSS2jQjBAMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBB\
        SGrl71yIZDmqKphgUBpt6wm6K8bjAKBggqhkjOPQQDAgNIADBFAiEAjXTWADrpPPqs1CGnkUPDzqact7m+3KHgLURr1Zl0QTkCIG\
        Ez+xmEA0Qo/+O9pxopJuhShmxZk0DompPbLaRvf5LQ"}]},"validFor":{"start":"2025-05-16T15:06:40Z"}}]}
        """
}
