#!/usr/bin/env bash
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the vectors beside it with OpenSSL 3, which also judges those of good/ and describes them in NAME.txt. The keys are lost.
# good/NAME.tsr is a response over `message` under the certificate authorities in NAME.pem (leaf first, if it is known to the caller);
# refused/CODE-NAME.tsr is one that cannot be read, by the error's code. Run it in an empty folder and replace all files together.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p good refused requests
printf 'a message that existed\n' >message

# An authority that certifies, and one below it; then signers of each kind of key.
issue() { # issue NAME ISSUER EXTENSIONS KEY-OPTIONS...
    local name=$1 issuer=$2 extensions=$3
    shift 3
    openssl genpkey "$@" -out "$work/$name.key" 2>/dev/null
    openssl req -new -key "$work/$name.key" -subj "/O=Vectors/CN=$name" -out "$work/$name.csr"
    local by=(-CA "$work/$issuer.crt" -CAkey "$work/$issuer.key")
    [ "$name" != "$issuer" ] || by=(-signkey "$work/$name.key")
    openssl x509 -req -in "$work/$name.csr" "${by[@]}" -set_serial "0x$(openssl rand -hex 15)" -days 36500 \
        -extfile <(printf '%b' "$extensions") -out "$work/$name.crt" 2>/dev/null
}
ca='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n'
tsa='keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\n'
ec() { echo "-algorithm EC -pkeyopt ec_paramgen_curve:$1"; }
issue root root "$ca" $(ec P-384)
issue between root "${ca}extendedKeyUsage=timeStamping\n" $(ec P-256)
for curve in 256 384 521; do issue "p$curve" root "$tsa" $(ec "P-$curve"); done
issue below between "$tsa" $(ec P-256)
issue rsa root "$tsa" -algorithm RSA -pkeyopt rsa_keygen_bits:2048

cat >"$work/ts.cnf" <<CONFIGURATION
[tsa]
serial = $work/serial
default_policy = 1.3.6.1.4.1.57264.99.1
other_policies = 1.3.6.1.4.1.57264.99.2
digests = sha256, sha384, sha512
accuracy = secs:1
CONFIGURATION
echo 0F >"$work/serial"

configure() { # configure LINE...: a file with these lines instead of others
    { cat "$work/ts.cnf"; printf '%s\n' "$@"; } >"$work/this.cnf"
}
query() { openssl ts -query -data message "$@" -out "$work/query.tsq" 2>/dev/null; }
reply() { # reply NAME SIGNER [HASH]: signs the query
    openssl ts -reply -config "$work/this.cnf" -section tsa -queryfile "$work/query.tsq" -signer "$work/$2.crt" \
        -inkey "$work/$2.key" "-${3:-sha256}" "${chain[@]}" -out "good/$1.tsr" 2>/dev/null
    finish "$1" "$2"
}
finish() { # finish NAME SIGNER: who may sign, and what OpenSSL says about it
    local known=("$work/$2.crt")
    [ ! -e "$work/unknown" ] || known=()
    cat "${known[@]}" "${above[@]}" "$work/root.crt" >"good/$1.pem"
    openssl ts -reply -in "good/$1.tsr" -text >"good/$1.txt" 2>/dev/null
    openssl ts -verify -in "good/$1.tsr" -data message -CAfile "$work/root.crt" \
        -untrusted <(cat "$work/$2.crt" "${above[@]}") >/dev/null 2>&1 || echo "OpenSSL refuses $1" >&2
}
chain=() above=()

configure
for hash in sha256 sha384 sha512; do query "-$hash" -cert && reply "imprint-$hash" p256; done
query -sha256 && reply without-certificate p256
query -sha256 -no_nonce && reply without-nonce p256
query -sha256 -tspolicy 1.3.6.1.4.1.57264.99.2 && reply other-policy p256
for hash in sha384 sha512; do reply "p256-$hash" p256 "$hash"; done
reply p384-sha256 p384 && reply p384-sha384 p384 sha384
reply p521-sha512 p521 sha512
for hash in sha256 sha384 sha512; do reply "rsa-$hash" rsa "$hash"; done
for hash in sha1 sha384 sha512; do configure "ess_cert_id_alg = $hash" && reply "ess-$hash" p256; done
configure 'ordering = yes' 'tsa_name = yes' 'clock_precision_digits = 6' && reply name-and-fraction p256
sed -i /accuracy/d "$work/ts.cnf"
configure && reply without-accuracy p256
configure 'accuracy = secs:2, millisecs:500, microsecs:999' && reply accuracy p256

# The signer below an intermediate: known to the caller; or not, and carried by the timestamp with or without the intermediate.
above=("$work/between.crt")
configure 'ess_cert_id_chain = yes'
query -sha256 -cert && reply intermediate below
: >"$work/unknown"
reply unknown-signer below
above=() chain=(-chain "$work/between.crt")
reply unknown-intermediate below
rm "$work/unknown"
chain=()

# What `openssl ts` cannot sign with, its more general command can: the content of a token, signed anew.
byte() { printf '%b' "\\x$(printf %02x "$1")"; }
resign() { # resign NAME SIGNER CMS-OPTIONS...
    local name=$1 signer=$2 size
    shift 2
    openssl ts -reply -in good/imprint-sha256.tsr -token_out |
        openssl cms -verify -noverify -inform DER -binary -out "$work/content" 2>/dev/null
    openssl cms -sign -cades -binary -nodetach -nosmimecap -econtent_type 1.2.840.113549.1.9.16.1.4 -in "$work/content" \
        -signer "$work/$signer.crt" -inkey "$work/$signer.key" -outform DER -out "$work/token" "$@"
    openssl cms -verify -inform DER -in "$work/token" -purpose timestampsign -CAfile "$work/root.crt" -binary 2>"$work/log" |
        cmp -s - "$work/content" || echo "OpenSSL refuses $name" >&2
    size=$(($(wc -c <"$work/token") + 5))
    { printf '\x30\x82' && byte $((size >> 8)) && byte $((size & 255)) && printf '\x30\x03\x02\x01\x00' && cat "$work/token"; } \
        >"good/$name.tsr"
    cp good/imprint-sha256.txt "good/$name.txt"
    cat "$work/$signer.crt" "$work/root.crt" >"good/$name.pem"
}
resign cms-p256 p256 -md sha256
resign cms-key-identifier p256 -md sha384 -keyid
resign cms-rsa-pss rsa -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest
resign cms-rsa-pss-sha512 rsa -md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest

# No timestamps.
configure
sed -i 's/^digests.*/digests = sha512/' "$work/this.cnf"
refuse() {
    openssl ts -reply -config "$work/this.cnf" -section tsa -queryfile "$work/query.tsq" -signer "$work/p256.crt" \
        -inkey "$work/p256.key" -sha256 -out "refused/$1.tsr" 2>"$work/log" || cat "$work/log" >&2
}
query -sha256 && refuse rejected-algorithm
configure
query -sha256 -tspolicy 1.2.3 && refuse rejected-policy
head -c 20 "$work/query.tsq" >"$work/half" && mv "$work/half" "$work/query.tsq" && refuse rejected-request
openssl ts -reply -in good/imprint-sha256.tsr -token_out >refused/malformed-token.tsr
cp "$work/root.crt" refused/malformed-certificate.tsr

# Requests, as TimestampRequest must write them.
openssl dgst -sha256 -binary message >"$work/digest"
query -sha256 -no_nonce && cp "$work/query.tsq" requests/plain.tsq
query -sha256 -no_nonce -cert && cp "$work/query.tsq" requests/certificates.tsq
query -sha512 -cert && cp "$work/query.tsq" requests/nonce.tsq
openssl ts -query -in requests/nonce.tsq -text | sed -n 's/^Nonce: 0x//p' >requests/nonce.txt
