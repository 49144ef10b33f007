#!/usr/bin/env bash
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the seeds of the parser of timestamps and Fuzz/Targets/SeedTimestampAuthority.swift, all anew, with openssl.
# A name that begins with `good` must be accepted, any other is free.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seeds=Seeds/timestamp
mkdir -p "$seeds"

issue() { # issue NAME ISSUER EXTENSIONS: a key and a certificate; its own issuer if ISSUER is NAME
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key"
    openssl req -new -key "$work/$1.key" -subj "/CN=fuzz $1" -out "$work/$1.csr"
    local signer=(-CA "$work/$2.crt" -CAkey "$work/$2.key")
    [ "$1" != "$2" ] || signer=(-signkey "$work/$1.key")
    openssl x509 -req -in "$work/$1.csr" "${signer[@]}" -set_serial 1 -days 36500 -extfile <(printf '%b' "$3") \
        -out "$work/$1.crt" 2>/dev/null
}
issue root root 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n'
issue clock root 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\n'

configuration=$work/ts.cnf
reply() { # reply NAME [LINE...]: a response, with these lines in the configuration
    local name=$1
    shift
    { printf '%s\n' '[tsa]' "serial = $work/serial" 'default_policy = 1.2.3' 'digests = sha256, sha384' "$@"; } >"$configuration"
    openssl ts -reply -config "$configuration" -section tsa -queryfile "$work/query" -signer "$work/clock.crt" -sha256 \
        -inkey "$work/clock.key" -out "$seeds/$name.tsr" 2>/dev/null
}
query() { printf fuzz | openssl ts -query -out "$work/query" "$@" 2>/dev/null; }
echo 01 >"$work/serial"
query -sha256 -cert
reply good-certificate 'accuracy = secs:1'
query -sha384
reply good-bare 'accuracy = secs:1, millisecs:500, microsecs:999'
reply good-sha1 'ess_cert_id_alg = sha1' 'ordering = yes' 'tsa_name = yes' 'clock_precision_digits = 6'
query -sha512
reply rejected
openssl ts -reply -in "$seeds/good-certificate.tsr" -token_out -out "$seeds/token.tsr" 2>/dev/null
head -c 400 "$seeds/good-bare.tsr" >"$seeds/truncated.tsr"

# With a key identifier, as `openssl ts` never writes it.
openssl cms -verify -noverify -inform DER -in "$seeds/token.tsr" -binary -out "$work/content" 2>/dev/null
openssl cms -sign -cades -binary -nodetach -nosmimecap -keyid -econtent_type 1.2.840.113549.1.9.16.1.4 -in "$work/content" \
    -signer "$work/clock.crt" -inkey "$work/clock.key" -outform DER -out "$work/token"
byte() { printf '%b' "\\x$(printf %02x "$1")"; }
size=$(($(wc -c <"$work/token") + 5))
{ printf '\x30\x82' && byte $((size >> 8)) && byte $((size & 255)) && printf '\x30\x03\x02\x01\x00' && cat "$work/token"; } \
    >"$seeds/good-key-identifier.tsr"

cat >Targets/SeedTimestampAuthority.swift <<SWIFT
// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// Who made the seeds' timestamps, as \`Fuzz/make-timestamp-seeds.sh\` wrote it: the signer and its root. The keys are lost.
enum SeedTimestampAuthority {
    static let chain = (try? X509Certificate.parse(pem: Array(pem.utf8))) ?? []

    private static let pem = """
$(sed 's/^/        /' "$work/clock.crt" "$work/root.crt")
        """
}
SWIFT
