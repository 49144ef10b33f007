#!/bin/sh
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the vectors beside it with OpenSSL 3 and the Python package cryptography. Every key is for tests only; each encrypted
# one has the password "correct horse".
# The iterations are few so that tests run fast. Run it in an empty folder and replace all files together.
set -eu
encrypt() { # name, then options of pkcs8
    name=$1
    shift
    openssl pkcs8 -topk8 -in private/p256-pkcs8.pem -out "private/$name" -passout 'pass:correct horse' "$@"
}

mkdir -p private public other-private hints empty-password refused-private refused-public signatures
printf 'a message\n' >signatures/message

for pair in p256:P-256:prime256v1:sha256 p384:P-384:secp384r1:sha384 p521:P-521:secp521r1:sha512; do
    IFS=: read -r name curve group hash <<END
$pair
END
    openssl ecparam -name "$group" -genkey -out "private/$name-sec1-parameters.pem"
    openssl ec -in "private/$name-sec1-parameters.pem" -out "private/$name-sec1.pem"
    openssl ec -in "private/$name-sec1-parameters.pem" -no_public -out "private/$name-sec1-no-public.pem"
    openssl pkcs8 -topk8 -nocrypt -in "private/$name-sec1.pem" -out "private/$name-pkcs8.pem"
    openssl pkcs8 -topk8 -in "private/$name-sec1.pem" -out "private/$name-encrypted.pem" -v2 aes-256-cbc -iter 1000 \
        -passout 'pass:correct horse'
    openssl pkey -in "private/$name-sec1.pem" -pubout -out "public/$name.pem"
    openssl ec -in "private/$name-sec1.pem" -pubout -conv_form compressed -out "public/$name-compressed.pem"
    openssl dgst -sha256 -r "public/$name.pem" | cut -c -64 >"hints/$name-pem.txt"
    openssl pkey -pubin -in "public/$name.pem" -outform DER | openssl dgst -sha256 -r | cut -c -64 >"hints/$name-der.txt"
    openssl pkey -pubin -in "public/$name.pem" -outform DER | openssl dgst -sha256 -binary | openssl base64 \
        >"hints/$name-der-base64.txt"
    openssl dgst "-$hash" -sign "private/$name-sec1.pem" -out "signatures/$name.der" signatures/message
done
openssl dgst -sha256 -sign private/p384-sec1.pem -out signatures/p384-sha256.der signatures/message

for cipher in aes-128-cbc aes-192-cbc; do encrypt "p256-encrypted-$cipher.pem" -v2 "$cipher" -iter 1000; done
for hash in SHA1 SHA224 SHA384 SHA512; do
    encrypt "p256-encrypted-hmac-$hash.pem" -v2 aes-256-cbc -v2prf "hmacWith$hash" -iter 1000
done
encrypt p256-encrypted-scrypt.pem -scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 2
# The tests change the parameters of this one.
encrypt p256-encrypted-scrypt-65536.pem -scrypt -scrypt_N 65536 -scrypt_r 2 -scrypt_p 1

openssl pkcs8 -topk8 -in private/p256-pkcs8.pem -passout pass: -v2 aes-256-cbc -iter 1000 -out empty-password/pbkdf2.pem
openssl pkcs8 -topk8 -in private/p256-pkcs8.pem -passout pass: -scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 1 \
    -out empty-password/scrypt.pem

# Layouts of the text.
sed 's/$/\r/' private/p256-sec1-parameters.pem >private/p256-crlf.pem
{ openssl pkey -in private/p256-pkcs8.pem -text -noout; cat private/p256-pkcs8.pem; echo 'after the key'; } \
    >private/p256-text-around.pem
sed 's/$/\r/' public/p256.pem >public/p256-crlf.pem
{ openssl pkey -in private/p256-pkcs8.pem -text_pub -noout; cat public/p256.pem; echo 'after the key'; } \
    >public/p256-text-around.pem
{ head -1 public/p256.pem; sed '1d;$d' public/p256.pem | tr -d '\n'; echo; tail -1 public/p256.pem; } >public/p256-one-line.pem
cat private/p256-sec1-parameters.pem public/p256.pem >public/p256-after-private-key.pem

# Other kinds of key, and their signatures.
mkdir -p other-public other-signatures
rsa() { # name, then options of genpkey
    name=$1
    shift
    openssl genpkey "$@" -out rsa.tmp
    openssl pkey -in rsa.tmp -pubout -out "other-public/$name.pem"
    for hash in sha256 sha384 sha512; do
        openssl dgst "-$hash" -sign rsa.tmp -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest \
            -out "other-signatures/$name-pss-$hash" signatures/message 2>/dev/null || rm -f "other-signatures/$name-pss-$hash"
        openssl dgst "-$hash" -sign rsa.tmp -out "other-signatures/$name-pkcs1-$hash" \
            -sigopt rsa_padding_mode:pkcs1 signatures/message 2>/dev/null || rm -f "other-signatures/$name-pkcs1-$hash"
    done
}
rsa rsa2048 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
openssl rsa -in rsa.tmp -RSAPublicKey_out -out other-public/rsa2048-pkcs1.pem
openssl dgst -sha256 -sign rsa.tmp -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 \
    -out other-signatures/rsa2048-pss-salt20 signatures/message
openssl dgst -sha256 -sign rsa.tmp -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sigopt rsa_mgf1_md:sha1 \
    -out other-signatures/rsa2048-pss-mgf1sha1 signatures/message
openssl dgst -sha1 -sign rsa.tmp -out other-signatures/rsa2048-pkcs1-sha1 signatures/message
rsa rsa3072 -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -pkeyopt rsa_keygen_pubexp:3
rsa rsa4096 -algorithm RSA -pkeyopt rsa_keygen_bits:4096
rsa rsapss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
rsa rsapss256 -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
openssl genpkey -algorithm ED25519 -out ed25519.tmp
openssl pkey -in ed25519.tmp -pubout -out other-public/ed25519.pem
openssl pkeyutl -sign -rawin -inkey ed25519.tmp -in signatures/message -out other-signatures/ed25519
# ML-DSA needs the Python package cryptography.
"${PYTHON:-python3}" - <<'PYTHON'
from pathlib import Path
from cryptography.hazmat.primitives.asymmetric import mldsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
message = Path("signatures/message").read_bytes()
for size, kind in ((44, mldsa.MLDSA44PrivateKey), (65, mldsa.MLDSA65PrivateKey), (87, mldsa.MLDSA87PrivateKey)):
    key = kind.generate()
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if size == 44:
        Path("refused-public/unsupportedKey-mldsa44.pem").write_bytes(pem)
        continue
    Path(f"other-public/mldsa{size}.pem").write_bytes(pem)
    Path(f"other-signatures/mldsa{size}").write_bytes(key.sign(message))
    Path(f"other-signatures/mldsa{size}-context").write_bytes(key.sign(message, b"context"))
PYTHON
rm -f rsa.tmp ed25519.tmp

# Private keys of these kinds; beside each the public half as its maker writes it.
openssl genpkey -algorithm ED25519 -out other-private/ed25519.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other-private/rsa2048.pem
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out other-private/rsapss.pem
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 -out other-private/rsapss256.pem
for name in ed25519 rsa2048 rsapss rsapss256; do
    openssl pkey -in "other-private/$name.pem" -pubout -out "other-private/$name.pub"
done
openssl rsa -in other-private/rsa2048.pem -traditional -out other-private/rsa2048-pkcs1.pem
openssl pkcs8 -topk8 -in other-private/ed25519.pem -passout 'pass:correct horse' -v2 aes-256-cbc -iter 1000 \
    -out other-private/ed25519-encrypted.pem
"${PYTHON:-python3}" - <<'PYTHON'
from pathlib import Path
from cryptography.hazmat.primitives.asymmetric import mldsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
for size, kind in ((44, mldsa.MLDSA44PrivateKey), (65, mldsa.MLDSA65PrivateKey), (87, mldsa.MLDSA87PrivateKey)):
    key = kind.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if size == 44:
        Path("refused-private/unsupportedKey-mldsa44.pem").write_bytes(pem)
        continue
    Path(f"other-private/mldsa{size}.pem").write_bytes(pem)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Path(f"other-private/mldsa{size}.pub").write_bytes(public)
PYTHON

# Refused: the name of the file begins with the code of the error.
openssl ec -in private/p256-sec1.pem -aes256 -passout 'pass:correct horse' -out refused-private/legacyEncryption.pem
encrypt ../refused-private/unsupportedEncryption-pbes2-3des.pem -v2 des3 -iter 1000
encrypt ../refused-private/unsupportedEncryption-pbes1-3des.pem -v1 PBE-SHA1-3DES -iter 1000
encrypt ../refused-private/unsupportedEncryption-iterations.pem -v2 aes-256-cbc -iter 10000001
encrypt ../refused-private/unsupportedEncryption-scrypt-parallelism.pem -scrypt -scrypt_N 2 -scrypt_r 8 -scrypt_p 17
encrypt ../refused-private/unsupportedEncryption-camellia.pem -v2 camellia-256-cbc -iter 1000

refuse() { # name, then options of genpkey
    name=$1
    shift
    openssl genpkey -out "refused-private/unsupportedKey-$name.pem" "$@"
    openssl pkey -in "refused-private/unsupportedKey-$name.pem" -pubout -out "refused-public/unsupportedKey-$name.pem"
}
refuse rsa1024 -algorithm RSA -pkeyopt rsa_keygen_bits:1024
refuse x448 -algorithm X448
refuse secp256k1 -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
refuse brainpool -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1
refuse explicit -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
cp other-private/rsa2048-pkcs1.pem refused-public/wrongBlock-rsa-private.pem
cat private/p256-pkcs8.pem other-private/ed25519.pem >refused-private/severalKeys.pem
cat private/p256-sec1.pem private/p256-encrypted.pem >refused-private/severalKeys-encrypted.pem
cat public/p256.pem public/p384.pem >refused-public/severalKeys.pem

refuse_public() { # name, then options of genpkey
    name=$1
    shift
    openssl genpkey "$@" | openssl pkey -pubout -out "refused-public/unsupportedKey-$name.pem"
}
refuse_public x25519 -algorithm X25519
refuse_public ed448 -algorithm ED448
refuse_public rsa2047 -algorithm RSA -pkeyopt rsa_keygen_bits:2047
refuse_public rsa-exponent -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:4294967297
refuse_public rsapss384 -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha384 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48
refuse_public rsapss-mgf1sha1 -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha1 -pkeyopt rsa_pss_keygen_saltlen:32
refuse_public rsapss-salt20 -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:20
openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out dsa.tmp
openssl genpkey -paramfile dsa.tmp | openssl pkey -pubout -out refused-public/unsupportedKey-dsa.pem
rm -f dsa.tmp

openssl ecparam -name secp256k1 -genkey -out refused-private/unsupportedKey-secp256k1-sec1.pem
openssl ecparam -name prime256v1 -genkey -param_enc explicit -out refused-private/unsupportedKey-explicit-sec1.pem

openssl req -x509 -new -key private/p256-sec1.pem -subj /CN=test -days 36500 -out refused-public/wrongBlock-certificate.pem
cp refused-public/wrongBlock-certificate.pem refused-private/wrongBlock-certificate.pem
cp public/p256.pem refused-private/wrongBlock-public.pem
cp private/p256-sec1-parameters.pem refused-public/wrongBlock-private.pem
cp private/p256-encrypted.pem refused-public/wrongBlock-encrypted.pem
openssl ecparam -name prime256v1 -out refused-private/wrongBlock-parameters.pem
cp refused-private/wrongBlock-parameters.pem refused-public/wrongBlock-parameters.pem
for kind in private public; do
    printf 'nothing here\n' >"refused-$kind/noPEMBlock.pem"
    sed '/-----END/d' "$kind/$( [ $kind = private ] && echo p256-pkcs8 || echo p256 ).pem" >"refused-$kind/malformedPEM-no-end.pem"
done
