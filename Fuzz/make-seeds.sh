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

# Files of the digest cache, made by the description of their form and the key of the fuzzer, which is no secret.
python3 - <<'PYTHON'
import hashlib, hmac, pathlib, struct
folder = pathlib.Path("Seeds/digestcache")
folder.mkdir(parents=True, exist_ok=True)
path, name = b"/models/fuzz", b"sha256"
subject = struct.pack("<Q", len(name)) + name + struct.pack("<Qq", 0, 0) + path
def code(key, content):
    return hmac.digest(key, content, "sha256")
seal = code(bytes(range(32)), b"model-signing digest cache 1: seal\0" + subject)
def entry(inode, size, first=0, end=None):
    numbers = struct.pack("<QQqqqqq", 64769, inode, size, 10**18, 10**18 + 7, first, size if end is None else end)
    return numbers + hashlib.sha256(b"%d" % inode).digest()
def write(name, content, sealed=True):
    (folder / name).write_bytes(content + (code(seal, content) if sealed else bytes(32)))
magic, two = b"MSDCACH1", entry(12, 5) + entry(13, 0)
write("good-empty.bin", magic)
write("good-two-files.bin", magic + two)
write("good-shards.bin", magic + entry(12, 100, 0, 64) + entry(12, 100, 64))
write("without-code.bin", magic + two, sealed=False)
write("another-version.bin", b"MSDCACH2" + two)
write("same-content-twice.bin", magic + entry(12, 5) + entry(12, 5))
write("half-an-entry.bin", magic + two[:-44])
write("range-beyond-end.bin", magic + entry(12, 5, 0, 6))
write("range-backwards.bin", magic + entry(12, 5, 4, 3))
write("negative-size.bin", magic + entry(12, -(2**63)))
PYTHON

# How content is cut for the hash kernels, in the form that Targets/HashKernelCase.swift describes.
python3 - <<'PYTHON'
import pathlib, struct
folder = pathlib.Path("Seeds/hashkernels")
folder.mkdir(parents=True, exist_ok=True)
def piece(byte_count, offset=0, shift=0):
    return struct.pack("<BBH", offset, shift, byte_count << shift)
def write(name, *pieces, streams=1, subtree=0, first_chunk=0):
    header = struct.pack("<BBQ", streams - 1, subtree, first_chunk)[:8]
    (folder / name).write_bytes(header + b"".join(pieces))
kib = 1024
write("good-empty.bin", piece(0))
write("good-one-block.bin", piece(64, 1))
write("good-around-padding.bin", *(piece(n, n) for n in [55, 56, 63, 64, 65, 119, 120, 127, 128, 129]), streams=4)
write("good-three-streams.bin", piece(5000, 3), piece(64), piece(200, 17), piece(0), piece(9999, 63), streams=3)
write("good-chunks.bin", *(piece(n) for n in [kib, 1, kib - 1, kib + 1, 2 * kib, 3 * kib, 5 * kib - 1]), streams=2)
write("good-lanes.bin", *(piece(n * kib, n) for n in [3, 4, 5, 7, 8, 9, 15, 16, 17, 31]), streams=3, subtree=3)
write("good-batch.bin", piece(63 * kib), piece(63 * kib), piece(9 * kib + 7), streams=2, subtree=6)
write("good-subtrees.bin", piece(6 * kib, 5), piece(2 * kib + 1, 2), streams=3, subtree=1, first_chunk=4)
write("good-counter-carries.bin", piece(700, 9), piece(40 * kib), piece(1), subtree=4, first_chunk=2**32 - 11)
write("good-far.bin", piece(33 * kib - 1, 8), piece(20, 1, shift=11), subtree=2, first_chunk=2**48 - 20)
write("no-piece.bin")
write("half-a-piece.bin", piece(64)[:2])
PYTHON
