#!/usr/bin/env bash
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the seeds that hold keys, certificates and signatures, and Fuzz/Targets/SeedAuthority.swift, all anew.
# The other seeds are written by hand: a name that begins with `good` must be accepted, any other is free.
# Usage: Fuzz/make-seeds.sh MODEL-SIGNING    with the path of the built program; needs openssl and python3
set -euo pipefail
tool=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

seed() { # seed PARSER/NAME: standard input becomes a seed
    mkdir -p "Seeds/$(dirname "$1")"
    cat >"Seeds/$1"
}

# Keys, in each form that is read, and one that is not.
for curve in P-256 P-384 P-521; do
    name=good-$(echo "$curve" | tr -d - | tr P p)
    key=$work/$name.pem
    openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$key"
    seed "privatekey/$name-pkcs8.pem" <"$key"
    openssl ec -in "$key" 2>/dev/null | seed "privatekey/$name-sec1.pem"
    openssl pkey -in "$key" -pubout | seed "publickey/$name.pem"
    openssl pkey -in "$key" -pubout -outform DER | seed "publickey/$name.der"
    openssl ec -in "$key" -pubout -conv_form compressed 2>/dev/null | seed "publickey/$name-compressed.pem"
done
key=$work/good-p256.pem
openssl ecparam -name prime256v1 -genkey | seed privatekey/good-p256-parameters.pem
openssl pkey -in "$key" -outform DER | seed privatekey/good-p256-pkcs8.der
openssl ec -in "$key" -outform DER 2>/dev/null | seed privatekey/good-p256-sec1.der
encrypt() { openssl pkcs8 -topk8 -in "$key" -passout pass:fuzz "$@"; }
encrypt -v2 aes-256-cbc -iter 1 | seed privatekey/good-pbkdf2.pem
encrypt -v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 16 -outform DER | seed privatekey/good-pbkdf2.der
encrypt -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 | seed privatekey/good-scrypt.pem
openssl genpkey -algorithm ed25519 | seed privatekey/ed25519.pem
openssl ec -in "$key" -aes128 -passout pass:fuzz 2>/dev/null | seed privatekey/dek-info.pem
openssl pkey -in "$key" -pubout | sed '1i text before' | sed '$a text after' | seed pem/good-text-around.pem

# A root that the targets trust, an intermediate, and a leaf with what leaves have.
ca() { # ca NAME ISSUER CONFIGURATION: a key and a certificate; its own issuer if ISSUER is NAME
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key"
    openssl req -new -key "$work/$1.key" -subj "/CN=fuzz $1" -out "$work/$1.csr"
    local signer=(-CA "$work/$2.crt" -CAkey "$work/$2.key")
    [ "$1" != "$2" ] || signer=(-signkey "$work/$1.key")
    openssl x509 -req -in "$work/$1.csr" "${signer[@]}" -set_serial 1 -days 3650 -extfile <(printf '%b' "$3") \
        -out "$work/$1.crt" 2>/dev/null
}
leaf='keyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\nbasicConstraints=CA:FALSE\n'
names='subjectAltName=email:fuzz@example.com,URI:https://example.com/fuzz,DNS:example.com\n'
ca root root 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,digitalSignature\n'
ca between root 'basicConstraints=critical,CA:TRUE,pathlen:0\nnameConstraints=permitted;email:example.com\n'
ca leaf between "$leaf$names"
ca child root "$leaf"
for name in root leaf child; do
    openssl x509 -in "$work/$name.crt" -outform DER | seed "certificate/good-$name.der"
done
cat "$work"/{leaf,between,root}.crt | seed certificate/good-chain.pem
cat "$work"/{leaf,between}.crt | seed certificate/good-without-root.pem
seed certificate/key.pem <"$work/leaf.key"

cat >Targets/SeedAuthority.swift <<SWIFT
// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust

/// The root of the seeds' chains, as \`Fuzz/make-seeds.sh\` wrote it: its key signed seeds too, and is lost.
enum SeedAuthority {
    static let certificate = try? X509Certificate.parse(pem: Array(pem.utf8)).first

    private static let pem = """
$(sed 's/^/        /' "$work/root.crt")
        """
}
SWIFT

# Bundles, as the program writes them and as older ones did; and what is inside them.
mkdir -p "$work/model/folder"
echo weights >"$work/model/folder/weights.bin"
echo config >"$work/model/config.json"
"$tool" sign key "$work/model" --private-key "$work/root.key" --signature "$work/key.sig" >/dev/null
"$tool" sign certificate "$work/model" --private-key "$work/leaf.key" --signing-certificate "$work/leaf.crt" \
    --certificate-chain "$work/between.crt" --signature "$work/certificate.sig" >/dev/null
seed bundle/good-key.json <"$work/key.sig"
seed bundle/good-certificate.json <"$work/certificate.sig"
openssl pkey -in "$work/root.key" -pubout -out "$work/root.pub"
python3 - "$work" <<'PYTHON'
import base64, json, pathlib, sys
work, seeds = pathlib.Path(sys.argv[1]), pathlib.Path("Seeds")
def write(name, content):
    seeds.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
    seeds.joinpath(name).write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
bundle = json.loads((work / "key.sig").read_text())
payload = base64.b64decode(bundle["dsseEnvelope"]["payload"])
write("statement/good-model.json", payload)
write("manifest/good-files.json", payload)
bundle["verificationMaterial"] = {"publicKey": {
    "rawBytes": base64.b64encode((work / "root.pub").read_bytes()).decode(), "keyDetails": "PKIX_ECDSA_P256_SHA_256"}}
bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2"
write("bundle/good-embedded-key.json", bundle)
bundle = json.loads((work / "certificate.sig").read_text())
material = bundle["verificationMaterial"]
material["certificate"] = material.pop("x509CertificateChain")["certificates"][0]
write("bundle/good-one-certificate.json", bundle)
PYTHON
