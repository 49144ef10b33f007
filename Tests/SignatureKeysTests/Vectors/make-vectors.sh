#!/bin/sh
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the vectors beside it with OpenSSL 3. Every key is for tests only; each encrypted one has the password "correct horse".
# The iterations are few so that tests run fast. Run it in an empty folder and replace all files together.
set -eu
encrypt() { # name, then options of pkcs8
    name=$1
    shift
    openssl pkcs8 -topk8 -in private/p256-pkcs8.pem -out "private/$name" -passout 'pass:correct horse' "$@"
}

mkdir -p private public hints empty-password refused-private refused-public signatures
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
refuse rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
refuse ed25519 -algorithm ED25519
refuse x448 -algorithm X448
refuse secp256k1 -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
refuse brainpool -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1
refuse explicit -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
openssl rsa -in refused-private/unsupportedKey-rsa.pem -traditional -out refused-private/unsupportedKey-rsa-pkcs1.pem
openssl rsa -in refused-private/unsupportedKey-rsa.pem -RSAPublicKey_out -out refused-public/unsupportedKey-rsa-pkcs1.pem
openssl ecparam -name secp256k1 -genkey -out refused-private/unsupportedKey-secp256k1-sec1.pem
openssl ecparam -name prime256v1 -genkey -param_enc explicit -out refused-private/unsupportedKey-explicit-sec1.pem
openssl pkcs8 -topk8 -in refused-private/unsupportedKey-ed25519.pem -passout 'pass:correct horse' -v2 aes-256-cbc -iter 1000 \
    -out refused-private/unsupportedKey-ed25519-encrypted.pem

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
