// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// Who made the seeds' timestamps, as `Fuzz/make-timestamp-seeds.sh` wrote it: the signer and its root. The keys are lost.
enum SeedTimestampAuthority {
    static let chain = (try? X509Certificate.parse(pem: Array(pem.utf8))) ?? []

    private static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBhDCCASqgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlmdXp6IHJv
        b3QwIBcNMjYxMTIzMjEwNjM0WhgPMjEyNjEwMzAyMTA2MzRaMBUxEzARBgNVBAMM
        CmZ1enogY2xvY2swWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATZVD5RUME4aeXQ
        eQrjv3uzxbjDeQHlQo9PAhUkz2bygkqMkiRPakG3KJOHN8WIgi0/mznlMEOI5Il+
        3+wLbfVzo2owaDAOBgNVHQ8BAf8EBAMCB4AwFgYDVR0lAQH/BAwwCgYIKwYBBQUH
        AwgwHQYDVR0OBBYEFImDNYU/H7VUVhALq5sYOHJ1YZPxMB8GA1UdIwQYMBaAFDNP
        LVqUiStxgWYoVSxMiGF+I1jUMAoGCCqGSM49BAMCA0gAMEUCIQD3u19+rQcTd5NR
        qhonja8h+DjBhlARLEpMzHCh+GIzCgIgXjTdgVVavXrf6fn547NMqZQ6oexBKCcR
        9oJoFN2Nxxw=
        -----END CERTIFICATE-----
        -----BEGIN CERTIFICATE-----
        MIIBWzCCAQGgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlmdXp6IHJv
        b3QwIBcNMjYxMTIzMjEwNjM0WhgPMjEyNjEwMzAyMTA2MzRaMBQxEjAQBgNVBAMM
        CWZ1enogcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCNtdzncjQLF635w
        Wt1OxL9/4EOAr7yBqtPMMELLx0f52UmHSSDZnn5HmrhyoUWUi19vFFken/ECiVZL
        5Yj5C36jQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMB0GA1Ud
        DgQWBBQzTy1alIkrcYFmKFUsTIhhfiNY1DAKBggqhkjOPQQDAgNIADBFAiBethPL
        nS+y2W/sZWKnhuzkh+kHQ6K3OFfpyjlLV3mFDQIhAJbbqfKaZ99inhLCh9DOEYcx
        on/XmR8WfwjAkhc6ISsD
        -----END CERTIFICATE-----
        """
}
