#!/usr/bin/env bash
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the seeds that hold keys, certificates and signatures, and Fuzz/Targets/SeedAuthority.swift, all anew.
# The other seeds are written by hand: a name that begins with `good` must be accepted, any other is free.
# Bundles of the method "sigstore" that verify, bodies of log entries and Fuzz/Targets/SeedInstance.swift are made by the
# test services: MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter SigstoreSeeds
# So are what services answer a signer, MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter SigningAnswerSeeds, and
# TUF metadata and Fuzz/Targets/SeedRepository.swift: MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter RepositorySeeds
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
for algorithm in ed25519 rsa:2048 rsa:8192 rsa-pss:2048; do
    name=good-$(echo "$algorithm" | tr -d :)
    bits=${algorithm#*:}
    options=()
    [ "$bits" = "$algorithm" ] || options=(-pkeyopt "rsa_keygen_bits:$bits")
    openssl genpkey -quiet -algorithm "${algorithm%:*}" "${options[@]}" -out "$work/$name.pem"
    openssl pkey -in "$work/$name.pem" -pubout | seed "publickey/$name.pem"
    openssl pkey -in "$work/$name.pem" -pubout -outform DER | seed "publickey/$name.der"
done
openssl rsa -in "$work/good-rsa2048.pem" -RSAPublicKey_out 2>/dev/null | seed publickey/good-rsa2048-pkcs1.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 |
    openssl pkey -pubout -outform DER | seed publickey/good-rsa-pss-sha256.der
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 | openssl pkey -pubout -outform DER |
    seed publickey/rsa1024.der
# OpenSSL 3.0 makes no ML-DSA key; any bytes of the right number are one.
mldsa() { # mldsa TYPE BYTES: a key of that many bytes, whose algorithm ends with this one
    python3 -c 'import sys
def der(tag, content):
    length = bytes([0x82]) + len(content).to_bytes(2, "big") if len(content) > 127 else bytes([len(content)])
    return bytes([tag]) + length + content
kind, count = map(int, sys.argv[1:])
identifier = der(0x30, bytes.fromhex("06096086480165030403") + bytes([kind]))
sys.stdout.buffer.write(der(0x30, identifier + der(3, bytes(1) + bytes(i * 7 % 256 for i in range(count)))))' "$@"
}
mldsa 18 1952 | seed publickey/good-mldsa65.der
mldsa 19 2592 | seed publickey/good-mldsa87.der
mldsa 17 1312 | seed publickey/mldsa44.der
key=$work/good-p256.pem
openssl ecparam -name prime256v1 -genkey | seed privatekey/good-p256-parameters.pem
openssl pkey -in "$key" -outform DER | seed privatekey/good-p256-pkcs8.der
openssl ec -in "$key" -outform DER 2>/dev/null | seed privatekey/good-p256-sec1.der
encrypt() { openssl pkcs8 -topk8 -in "$key" -passout pass:fuzz "$@"; }
encrypt -v2 aes-256-cbc -iter 1 | seed privatekey/good-pbkdf2.pem
encrypt -v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 16 -outform DER | seed privatekey/good-pbkdf2.der
encrypt -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 | seed privatekey/good-scrypt.pem
openssl genpkey -algorithm ed25519 | seed privatekey/good-ed25519.pem
openssl pkey -in "$work/good-rsa2048.pem" -outform DER | seed privatekey/good-rsa2048.der
openssl rsa -in "$work/good-rsa2048.pem" -traditional 2>/dev/null | seed privatekey/good-rsa2048-pkcs1.pem
openssl pkey -in "$work/good-rsa-pss2048.pem" | seed privatekey/good-rsa-pss.pem
# The seed is all that an ML-DSA key needs (RFC 9881 §6), and any seed is one.
printf '\060\064\002\001\000\060\013\006\011\140\206\110\001\145\003\004\003\022\004\042\200\040%032d' 0 |
    seed privatekey/good-mldsa65.der
printf '\060\064\002\001\000\060\013\006\011\140\206\110\001\145\003\004\003\023\004\042\200\040%032d' 0 |
    seed privatekey/good-mldsa87.der
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

# A leaf like Fulcio's, with a promise of no log; and lists of such promises, by RFC 6962 §3.3 alone.
python3 - "$work" <<'PYTHON'
import pathlib, struct, sys
folder = pathlib.Path("Seeds/sct")
folder.mkdir(parents=True, exist_ok=True)
def vector(content):
    return struct.pack(">H", len(content)) + content
def item(milliseconds=1750000000123, extensions=b"", algorithm=b"\4\3", signature=b"\x30\6\2\1\1\2\1\1", version=b"\0"):
    return version + bytes(range(32)) + struct.pack(">Q", milliseconds) + vector(extensions) + algorithm + vector(signature)
def write(name, *items, after=b""):
    (folder / name).write_bytes(vector(b"".join(map(vector, items))) + after)
write("good-one.bin", item())
write("good-two.bin", item(), item(0, algorithm=b"\4\1", signature=bytes(256)))
write("good-leaf-index.bin", item(extensions=bytes([0, 0, 5, 0, 0, 0, 1, 2])))
write("good-unknown-algorithm.bin", item(algorithm=b"\x08\x07", signature=bytes(64)))
write("good-most.bin", *[item(signature=b"")] * 32)
write("too-many.bin", *[item(signature=b"")] * 33)
write("no-item.bin")
write("empty-item.bin", item(), b"")
write("version-2.bin", item(version=b"\1"))
write("far-future.bin", item(2**64 - 1))
write("after-item.bin", item() + b"\0")
write("after-list.bin", item(), after=b"\0")
(folder / "cut.bin").write_bytes(vector(vector(item()))[:-1])
octets = vector(vector(item(extensions=bytes(8))))
octets = b"\4\x81" + bytes([len(octets)]) + octets if len(octets) > 127 else b"\4" + bytes([len(octets)]) + octets
arc, issuer = "1.3.6.1.4.1.57264.1", b"https://issuer.example.com"
names = "email:fuzz@example.com,URI:https://example.com/fuzz,otherName:" + arc + ".7;UTF8:fuzz!example.com"
lines = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=codeSigning", "subjectAltName=critical," + names,
         arc + ".1=DER:" + issuer.hex(), arc + ".2=DER:" + b"push".hex(), arc + ".8=ASN1:UTF8String:" + issuer.decode(),
         arc + ".9=ASN1:UTF8String:https://example.com/" + "x" * 150, arc + ".12=ASN1:UTF8String:https://example.com/a",
         "1.3.6.1.4.1.11129.2.4.2=DER:" + octets.hex()]
pathlib.Path(sys.argv[1], "fulcio.ext").write_text("\n".join(lines) + "\n")
PYTHON
ca fulcio root "$(cat "$work/fulcio.ext")\n"
ca clock root 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n'
for name in fulcio clock; do cat "$work"/{$name,root}.crt | seed "certificate/good-$name.pem"; done

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

# Bundles of the method "sigstore", whose log and timestamps are made up; trusted roots and signing configurations. They
# are made from the seeds above alone.
python3 - <<'PYTHON'
import base64, json, pathlib
seeds = pathlib.Path("Seeds")
def write(name, content):
    seeds.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
    seeds.joinpath(name).write_text(content if isinstance(content, str) else json.dumps(content))
def base64_of(seed):
    return base64.b64encode(seed if isinstance(seed, bytes) else seeds.joinpath(seed).read_bytes()).decode()
leaf = base64_of("certificate/good-leaf.der")
log_id = {"keyId": base64_of(bytes(32))}
proof = {"logIndex": "1", "rootHash": base64_of(bytes(range(32))), "treeSize": "3",
    "hashes": [base64_of(bytes([n]) * 32) for n in (1, 2)],
    "checkpoint": {"envelope": "log.example\n3\nAAECAwQF\n\n\u2014 log.example AAAAAA==\n"}}
entry = {"logIndex": "70001", "logId": log_id, "kindVersion": {"kind": "dsse", "version": "0.0.1"},
    "integratedTime": "1750000000", "inclusionPromise": {"signedEntryTimestamp": base64_of(b"0\0")},
    "inclusionProof": proof, "canonicalizedBody": base64_of(b"{}")}
second = {"log_index": 7e1, "log_id": {"key_id": "AAEC"}, "kind_version": {"kind": "hashedrekord", "version": "0.0.2"},
    "inclusion_promise": None, "canonicalized_body": "e30"}
envelope = json.loads(seeds.joinpath("bundle/good-key.json").read_text())["dsseEnvelope"]
stamps = {"rfc3161Timestamps": [{"signedTimestamp": base64_of(b"0\0")}, {"signed_timestamp": "MAA"}]}
def bundle(media_type, material, content):
    return {"mediaType": "application/vnd.dev.sigstore.bundle" + media_type, "verificationMaterial": material, **content}
material = {"certificate": {"rawBytes": leaf}, "tlogEntries": [entry, second], "timestampVerificationData": stamps}
message = {"messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": base64_of(bytes(32))},
    "signature": base64_of(b"0\0")}}
write("bundle/good-log-entries.json", bundle(".v0.3+json", material, {"dsseEnvelope": envelope}))
write("bundle/good-message-signature.json", bundle("+json;version=0.1", {
    "x509_certificate_chain": {"certificates": [{"raw_bytes": leaf}]}, "tlog_entries": [entry]}, message))
write("bundle/both-contents.json", bundle(".v0.3+json", material, {"dsseEnvelope": envelope, **message}))
write("bundle/negative-index.json", bundle(".v0.3+json", {**material, "tlogEntries": [{**entry, "logIndex": "-1"}]}, message))

def log(seed, details, **more):
    return {"baseUrl": "https://log.example/2025/", "hashAlgorithm": "SHA2_256", "logId": log_id, "publicKey": {
        "rawBytes": base64_of(seed), "keyDetails": details,
        "validFor": {"start": "2025-01-01T00:00:00Z", "end": "2025-12-31T23:59:59.999000Z"}}, **more}
def authority(*names):
    return {"subject": {"organization": "example", "commonName": "fuzz"}, "uri": "https://ca.example",
        "certChain": {"certificates": [{"rawBytes": base64_of("certificate/" + name)} for name in names]},
        "validFor": {"start": "2025-01-01T00:00:00+01:00"}, "operator": "example.org"}
p256, p384 = "publickey/good-p256.der", "publickey/good-p384.der"
ed25519 = bytes.fromhex("302a300506032b6570032100") + bytes(31) + b"\x01"
root = {"mediaType": "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    "tlogs": [log(p256, "PKIX_ECDSA_P256_SHA_256", checkpointKeyId={"keyId": "AAECAw=="}, operator="example.org"),
        log(ed25519, "PKIX_ED25519"), log(p384, 19), log(b"\1", "PKIX_ED25519_PH")],
    "ctlogs": [log(p256, 5)], "certificateAuthorities": [authority("good-child.der", "good-root.der")],
    "timestampAuthorities": [authority("good-root.der")]}
config = {"mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json"}
def service(url, version, start, operator, **end):
    return {"url": url, "majorApiVersion": version, "validFor": {"start": start, **end}, "operator": operator}
services = [service("https://a.example", 1, "2025-01-01T00:00:00Z", "a"),
    service("https://b.example/path", "2", "2025-02-01T00:00:00.5Z", "b", end="2026-01-01T00:00:00Z"),
    service("http://c.example:3000", 2, "2025-03-01T00:00:00Z", "c")]
for name in ("caUrls", "oidcUrls", "rekorTlogUrls", "tsaUrls"): config[name] = services
config["rekorTlogConfig"], config["tsaConfig"] = {"selector": "EXACT", "count": 2}, {"selector": "ALL"}
write("trustedroot/good-root.json", root)
write("trustedroot/good-empty.json", '{"media_type":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":null}')
write("trustedroot/good-with-signing-config.json", {
    "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    "trusted_root": {**root, "tlogs": root["tlogs"][1:2], "timestampAuthorities": []}, "signing_config": config})
write("trustedroot/wrong-curve.json", {**root, "tlogs": [log(p384, "PKIX_ECDSA_P256_SHA_256")]})
late = log(p256, 5)
del late["publicKey"]["validFor"]["start"]
write("trustedroot/without-start.json", {**root, "tlogs": [late]})
write("signingconfig/good-all.json", config)
write("signingconfig/good-any.json", {"media_type": config["mediaType"], "rekor_tlog_urls": services[:1],
    "rekor_tlog_config": {"selector": 2}})
write("signingconfig/old.json", '{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.1+json","caUrl":"https://a.example"}')
write("signingconfig/no-count.json", {**config, "tsaConfig": {"selector": "EXACT"}})
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

# Signed notes and checkpoints. Nobody signed them: parsing does not ask.
python3 - <<'PYTHON'
import base64, hashlib, pathlib
def line(name, count, hint=b"hint"):
    return "\u2014 %s %s\n" % (name, base64.b64encode(hint + hashlib.shake_128(name.encode()).digest(count)).decode())
def write(folder, name, text):
    folder = pathlib.Path("Seeds") / folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())
root = base64.b64encode(hashlib.sha256(b"root").digest()).decode()
text = "log.example/2026\n736\n%s\n" % root
log, witness = line("log.example/2026", 64), line("witness.example/w1", 72)
for folder in ["note", "checkpoint"]:
    write(folder, "good-log.txt", text + "\n" + log)
    write(folder, "good-witnesses.txt", text + "\n" + witness + log + line("witness.example/w2", 72))
    rekor = "rekor.example - 26057\n0\n%s\nTimestamp: 1689177396617352539\n\n" % root
    write(folder, "good-rekor.txt", rekor + line("rekor.example", 71))
    write(folder, "good-names.txt", text + "\n" + line("caf\u00e9.example", 1) + line("\u65e5\u672c", 3309))
    write(folder, "good-many.txt", text + "\n" + "".join(line("w%d" % n, 5) for n in range(20)))
    write(folder, "no-signature.txt", text + "\n")
    write(folder, "no-blank-line.txt", text + log)
    write(folder, "blank-line-after.txt", text + "\n" + log + "\n")
    write(folder, "plus-in-name.txt", text + "\n" + line("a+b", 64))
    write(folder, "short-signature.txt", text + "\n" + line("log", 0))
    write(folder, "carriage-return.txt", (text + "\n" + log).replace("\n", "\r\n"))
write("note", "good-text.txt", "any text\n\nwith an empty line\n\n" + log)
write("note", "good-empty-text.txt", "\n\n" + log)
write("checkpoint", "good-largest.txt", "log\n%d\n%s\n\n%s" % (2**63 - 1, root, log))
write("checkpoint", "size-too-large.txt", "log\n%d\n%s\n\n%s" % (2**63, root, log))
write("checkpoint", "size-with-zero.txt", "log\n07\n%s\n\n%s" % (root, log))
write("checkpoint", "size-with-sign.txt", "log\n+7\n%s\n\n%s" % (root, log))
write("checkpoint", "root-too-short.txt", "log\n7\nAAAA\n\n%s" % log)
write("checkpoint", "empty-extension.txt", text + "\nextension\n\n" + log)
write("checkpoint", "no-root.txt", "log\n7\n\n" + log)
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
