// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// The root of the seeds' chains, as `Fuzz/make-seeds.sh` wrote it: its key signed seeds too, and is lost.
enum SeedAuthority {
    static let certificate = try? X509Certificate.parse(pem: Array(pem.utf8)).first

    private static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBWDCB/6ADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWZ1enogcm9v
        dDAeFw0yNjExMjMxNDU0NDFaFw0zNjExMjAxNDU0NDFaMBQxEjAQBgNVBAMMCWZ1
        enogcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMgKY8XMEUxIKN69dr/c
        mHIRFjePHGVEce39R1jSf8JVPwInX5dycS1/BlNT0tTemo/TI8uzk1eQfLtZmGgt
        +GijQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgKEMB0GA1UdDgQW
        BBTDEb7b8AtaGMhRVUMcrPDnWAWxeDAKBggqhkjOPQQDAgNIADBFAiA8L0/5p4XK
        LT3kEAdBy4eP8LwVLGDsq5Z7qo33cTSYsgIhANb9tRhIL/x4yFepIDxiPWL20Vmi
        lLKbu4RAjdVlzOH5
        -----END CERTIFICATE-----
        """
}
